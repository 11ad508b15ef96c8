// What may import what: the stages of the product look one way (docs/architecture.md).
const stage = (name) => `^app/pipeline/${name}/`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** Pure folders and files: no database, no environment, no clock of their own. */
const PURE =
  "^app/(topics/|rules/(rules-schema|presets|chosen-fields)|privacy/(held-back-fields|key-meaning|guess-by-name|personal-fields|hold-back)|signing/|http/address-policy|pipeline/mapping/|pipeline/events/match-endpoints|pipeline/deliver/(judge-response|retry-policy|prepare-request|share-slots|pace|endpoint-health)|endpoints/(endpoint-fields|endpoint-forms|category-form|plan-topics|url-list)|notifications/(alert-fields|endpoint-event|endpoint-name|next-morning|notice-words|render-mail|retry-pause|smtp-words|why-no-mail))";
const IMPURE =
  "^app/(db|server|shopify|jobs|queries|api|commands|pipeline/(inbox|deliver/(worker|claim|record)))|^node_modules/(pg|@prisma|express|pino)/";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      "no-cycles",
      "No two files need each other.",
      {},
      { circular: true, dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "nothing-imports-routes",
      "Routes are the outermost layer.",
      { pathNot: "^app/(routes|routes\\.ts)" },
      { path: "^app/routes/" },
    ),
    forbid(
      "app-knows-no-sandbox",
      "The app does not know that Shopify can be stood in for.",
      { path: "^app" },
      { path: "^(sandbox|test|bench|scripts)" },
    ),
    forbid(
      "mapping-looks-at-nothing",
      "mapping → topics and the words of the rules.",
      { path: stage("mapping") },
      {
        path: "^app/",
        pathNot: "^app/(topics|pipeline/mapping)/|^app/rules/(rules-schema|presets|chosen-fields)",
      },
    ),
    forbid(
      "events-looks-back-at-nothing",
      "events → mapping, db, topics.",
      { path: stage("events") },
      { path: "^app/pipeline/(inbox|deliver)/" },
    ),
    forbid(
      "deliver-looks-back-at-nothing",
      "deliver → events, signing, http, db.",
      { path: stage("deliver") },
      { path: "^app/pipeline/(inbox|mapping)/" },
    ),
    forbid(
      "recover-hands-on-to-deliver",
      "recover → events, topics, db; deliver hears of it by the queue alone.",
      { path: stage("recover") },
      { path: "^app/pipeline/(inbox|mapping|deliver)/" },
    ),
    forbid(
      "no-stage-knows-recover",
      "An order to send again is the merchant's: no stage gives one.",
      { path: "^app/pipeline/(inbox|mapping|events|deliver)/" },
      { path: stage("recover") },
    ),
    forbid(
      "pipeline-knows-no-shopify",
      "Shopify arrives as functions in Deps.",
      { path: "^app/pipeline/" },
      {
        path: "^app/(shopify|server|routes|ui|api|queries|jobs)/|^node_modules/@shopify",
        dependencyTypesNot: ["type-only"],
      },
    ),
    forbid(
      "pure-stays-pure",
      "Pure code has no database and no server.",
      { path: PURE },
      { path: IMPURE, dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "shopify-behind-its-folder",
      "Only app/shopify imports Shopify's server packages.",
      { path: "^app", pathNot: "^app/shopify/" },
      {
        path: "^node_modules/@shopify/(shopify-api|shopify-app-remix/(dist/(esm|cjs|ts)/server|server)|shopify-app-session-storage)",
      },
    ),
    forbid(
      "ui-is-client-safe",
      "ui → topics, form schemas, types.",
      { path: "^app/ui/" },
      {
        path: "^app/",
        pathNot:
          "^app/(ui|topics|locales)/|^app/(endpoints/(endpoint-fields|endpoint-forms|category-form|plan-topics|url-list)|notifications/alert-fields|privacy/held-back-fields|rules/(rules-schema|presets|field-errors)|tokens/token-fields)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    forbid(
      "queries-only-read",
      "queries → db and the words of topics and endpoints.",
      { path: "^app/queries/" },
      { path: "^app/(pipeline|shopify|server|routes|ui|api|jobs)/", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "routes-are-thin",
      "routes → queries, ui, endpoints, pipeline, shopify, topics, config, deps.server.",
      { path: "^app/routes/" },
      { path: "^app/(db|server|api|jobs|signing|http|commands)/", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "no-undeclared-packages",
      "Every package stands in package.json.",
      { path: "^app" },
      { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    ),
    forbid(
      "no-unresolved",
      "Every import leads somewhere.",
      {},
      { couldNotResolve: true, pathNot: "^virtual:|^#|\\?|typed-document-node" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
