// What the panel's frame and the fake admin around it tell each other (window.postMessage).

/** From the App Bridge stub to the admin. */
export type FrameMessage =
  | { kind: "title"; title: string; actions: TitleAction[] }
  | { kind: "menu"; links: MenuLink[] }
  | { kind: "path"; path: string }
  | { kind: "loading"; loading: boolean };

/** From the admin to the App Bridge stub. */
export type AdminMessage = { kind: "go"; href: string } | { kind: "press"; index: number };

export interface TitleAction {
  label: string;
  primary: boolean;
  disabled: boolean;
}

export interface MenuLink {
  label: string;
  href: string;
}

/** What the admin's page hands to its own script. */
export interface AdminConfig {
  appOrigin: string;
  /** the admin's path of the app; the panel's own path follows it */
  base: string;
}
