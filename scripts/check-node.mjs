// Plain JavaScript, so that any Node can run it and say what is wrong.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Carillon needs Node 22.18 or later, this is ${process.version}. On Linux (x64) "npm ci" installs one for the npm scripts; elsewhere install Node 24.`,
  );
  process.exit(1);
}
