/** The process's clock. Tests give their own; leases and due times go by the database's. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
