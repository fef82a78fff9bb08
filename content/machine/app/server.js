import { createServer } from "node:http";

const port = Number(process.env.PORT ?? 8080);

createServer((_request, response) => {
  response.end("Hello from the container\n");
}).listen(port);
