import { install, run, tool } from "./install.mjs";

// Installs, builds and serves the app; Vite prints the address. `npm start -- --port 8080` picks another port.
install();
console.log("Building the app");
run(tool("vite"), ["build", "--logLevel", "warn"]);
run(tool("vite"), ["preview", ...process.argv.slice(2)]);
