import { termGroups } from "../../simulator/goals/terms/all.ts";

/** Commands that build the environment in which every example of a term is true; the last one fails. */
export const exampleCommands = [
  "az group create --name shop --location eastus",
  "az acr create --name contoso --resource-group shop --sku Premium --location eastus",
  "az acr replication create --registry contoso --location westeurope",
  "az acr webhook create --registry contoso --name notify --uri https://hooks.shop.example/acr --actions push",
  "az acr login --name contoso",
  "docker build --tag contoso.azurecr.io/web:v1 .",
  "docker push contoso.azurecr.io/web:v1",
  "az acr import --name contoso --source contoso.azurecr.io/web:v1 --image web:stable",
  "az acr import --name contoso --source docker.io/library/nginx:1.25 --image api:v1",
  "az acr token create --registry contoso --name reader --repository web content/read",
  "az ad sp create-for-rbac --name ci --role AcrPull --scopes $(az acr show --name contoso --query id --output tsv)",
  "az acr task create --registry contoso --name nightly --image web:night --context /dev/null --cmd web:v1 --schedule '0 2 * * *'",
  "az aks create --resource-group shop --name shop-aks --attach-acr contoso",
  "az aks get-credentials --resource-group shop --name shop-aks",
  "kubectl create deployment web --image=contoso.azurecr.io/web:v1",
  "docker pull contoso.azurecr.io/web:v9",
];

/** Answer to the question `loginServer` in the example environment. */
export const exampleAnswers = { loginServer: "contoso.azurecr.io" };

/** Minutes that pass after the commands. */
export const exampleMinutes = 10;

const table = (head: [string, string, string], rows: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const escaped = (text: string): string => text.replaceAll("|", "\\|");

/** Writes the reference of the terms of expressions, as Markdown. */
export function termsMarkdown(): string {
  const groups = termGroups.map(({ title, types, terms }) => {
    const calls = terms.map(({ name, params, returns, says, example, atStart }) => {
      const call = `${name}(${params.map((param) => `${param.name}: ${param.type}`).join(", ")})`;
      const note = atStart ? "" : " Not below `start`.";
      return `- \`${call}\`: \`${escaped(returns)}\`. ${says}${note}\n  Example: \`${example}\``;
    });
    const objects = Object.entries(types).map(
      ([name, { says, fields }]) =>
        `### ${name}\n\n${says}\n\n${table(
          ["field", "type", "what it says"],
          Object.entries(fields).map(([field, { type, says: meaning }]) => [`\`${field}\``, `\`${type}\``, meaning]),
        )}`,
    );
    return `## ${title}\n\n${calls.join("\n")}\n\n${objects.join("\n\n")}`;
  });
  return `<!-- Generated from src/simulator/goals/terms; content/README.md says how to write it again. -->

# Terms of expressions

Goals of labs, keys of question families, and typed commands are expressions over an environment. The language is Common
Expression Language (cel.dev): \`==\`, \`!=\`, \`<\`, \`&&\`, \`||\`, \`!\`, \`in\`, \`? :\`, texts in single quotes, lists with \`exists\`,
\`all\`, \`filter\`, \`map\` and \`size\`, texts with \`startsWith\`, \`endsWith\` and \`contains\`. An unknown term or a wrong type is a
build error that names the file, the line and the nearest term.

- What doesn't exist is a value too: its \`exists\` is false, and its other fields are empty (\`''\`, \`0\`, \`false\`, \`[]\`).
- \`start.\` before a term asks about the environment at the beginning: \`start.tag('contoso', 'web:v1')\`.
- \`reg\` without parentheses is the main registry of the lab or question.
- \`count(list)\` counts what is in a list.

Every example below is true in the environment that these commands build, ${exampleMinutes} minutes later:

\`\`\`sh
${exampleCommands.join("\n")}
\`\`\`

${groups.join("\n\n")}
`;
}
