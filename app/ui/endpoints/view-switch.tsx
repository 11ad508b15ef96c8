import { NavLink } from "@remix-run/react";
import { Box } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** The two ways to look at the same endpoints. */
export function ViewSwitch() {
  const { t } = useTranslation("endpoints");
  return (
    <Box paddingInline={{ xs: "400", sm: "0" }}>
      <nav className="view-switch" aria-label={t("views.label")}>
        <NavLink to="/app/endpoints" end>
          {t("views.list")}
        </NavLink>
        <NavLink to="/app/endpoints/by-category">{t("views.byCategory")}</NavLink>
      </nav>
    </Box>
  );
}
