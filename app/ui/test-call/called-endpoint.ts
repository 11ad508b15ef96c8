export interface CalledEndpoint {
  id: string;
  /** as the merchant knows it */
  label: string;
}
