import type { Response, ScoredItem } from "../../../assessment/item.ts";

export interface FormProps<T extends ScoredItem> {
  item: T;
  response: Response | undefined;
  onChange(response: Response): void;
  disabled: boolean;
}
