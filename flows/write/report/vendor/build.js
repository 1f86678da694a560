// Bundles the libraries into libraries.js, takes over the map, and gathers the licences of all that went in.
import { build } from "esbuild";
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const made = await build({
  entryPoints: ["entry.js"],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "libraries",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  outfile: "libraries.js",
});
copyFileSync("node_modules/world-atlas/countries-110m.json", "countries-110m.json");

const packages = new Set(["world-atlas"]);
for (const [file, { bytesInOutput }] of Object.entries(made.metafile.outputs["libraries.js"].inputs)) {
  const found = file.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found && bytesInOutput) packages.add(found[1]);
}
const parts = [...packages].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f));
  const words = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : license;
  return `${name} ${version} (${license})\n\n${words}\n`;
});
writeFileSync("LICENSES.txt", parts.join(`\n${"-".repeat(72)}\n\n`));
