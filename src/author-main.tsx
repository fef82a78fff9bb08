import bank from "virtual:drydock/author";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router-dom";
import { randomId } from "./progress/random-id.ts";
import { createStore } from "./store/store.ts";
import { StoreProvider } from "./ui/shared/use-store.tsx";
import { AuthorScreen } from "./ui/author/author-screen.tsx";

const store = createStore({
  progress: () => import("./progress/open-progress.ts").then(({ openProgress }) => openProgress()),
  now: () => Date.now(),
  steady: () => performance.now(),
  newId: randomId,
  mirror: { read: () => null, write: () => undefined },
});

const container = document.getElementById("root");
if (container) {
  createRoot(container).render(
    <StoreProvider store={store}>
      <BrowserRouter>
        <AuthorScreen bank={bank} />
      </BrowserRouter>
    </StoreProvider>,
  );
}
