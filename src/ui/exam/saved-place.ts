import { createContext } from "react";

/** Where answers are kept, as the exam's header says it; null when they last as long as the page. */
export const SavedPlace = createContext<string | null>("on this device");
