// Questions to Shopify that stand between a webhook and its events. They are asked outside of any transaction
// (ask-worker.ts); an answered one is mapped like a webhook that needed no question.
import type { Deps } from "../../config/deps.ts";
import { newId } from "../../db/ids.ts";
import type { Transaction } from "../../db/transaction.ts";
import type { Answers, Questions } from "../mapping/questions.ts";
import { notifySql } from "../wake.ts";
import { type ClaimedRow, MAX_BYTES, ROW_COLUMNS } from "./inbound-rows.ts";
import type { Reading } from "./read-row.ts";

export async function openInquiries(
  tx: Transaction,
  asking: { reading: Reading; questions: Questions }[],
  now: Date,
): Promise<void> {
  if (asking.length === 0) return;
  await tx.query(
    `insert into inquiry (id, shop_id, inbound_id, day, part, questions, due_at, created_at)
     select t.*, $7, $7 from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[]) as t`,
    [
      asking.map(() => newId("inq")),
      asking.map(({ reading }) => reading.row.shopId),
      asking.map(({ reading }) => reading.row.id),
      asking.map(({ reading }) => reading.row.day),
      asking.map(({ reading }) => reading.mapper.part),
      asking.map(({ questions }) => JSON.stringify(questions)),
      now,
    ],
  );
  await tx.query(notifySql("inquiries"));
}

export interface DueInquiry {
  id: string;
  shopId: string;
  shopDomain: string;
  questions: Questions;
  tries: number;
  createdAt: Date;
}

/** Nobody else asks these until the lease has run out. */
const LEASE_MS = 2 * 60_000;

/**
 * A few due inquiries of each shop that is not in `busyShops`, leased. However many one shop has waiting, every other
 * shop's are found: the shops are walked along the index.
 */
export async function leaseInquiries(
  pool: Deps["pool"],
  now: Date,
  busyShops: string[],
  limits: { shops: number; perShop: number },
): Promise<DueInquiry[]> {
  const { rows } = await pool.query<Omit<DueInquiry, "questions"> & { questions: string }>(
    `with recursive shops as (
       (select shop_id from inquiry
        where status = 'asking' and due_at <= $1 and shop_id <> all($2) order by shop_id limit 1)
       union all
       select (select i.shop_id from inquiry i where i.status = 'asking' and i.due_at <= $1
               and i.shop_id <> all($2) and i.shop_id > shops.shop_id order by i.shop_id limit 1)
       from shops where shops.shop_id is not null
     ), chosen as (
       select shop_id from shops where shop_id is not null order by random() limit $3
     ), leased as (
       select due.id from chosen cross join lateral (
         select id from inquiry i where i.status = 'asking' and i.shop_id = chosen.shop_id and i.due_at <= $1
         order by i.due_at limit $4 for update skip locked) due
     )
     update inquiry i set due_at = $5, tries = i.tries + 1 from leased, shop s
     where i.id = leased.id and s.id = i.shop_id
     returning i.id, i.shop_id as "shopId", s.domain as "shopDomain", i.questions, i.tries, i.created_at as "createdAt"`,
    [now, busyShops, limits.shops, limits.perShop, new Date(now.getTime() + LEASE_MS)],
  );
  return rows
    .map((row) => ({ ...row, questions: JSON.parse(row.questions) as Questions }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function answerInquiry(pool: Deps["pool"], id: string, answers: Answers): Promise<void> {
  await pool.query(
    `with answered as (
       update inquiry set status = 'answered', answers = $2, reason = null where id = $1 and status = 'asking')
     ${notifySql("inbound")}`,
    [id, JSON.stringify(answers)],
  );
}

/** `reason` is shown to the merchant until there is an answer. */
export async function postponeInquiry(
  pool: Deps["pool"],
  id: string,
  dueAt: Date,
  reason: string,
): Promise<void> {
  await pool.query("update inquiry set due_at = $2, reason = $3 where id = $1 and status = 'asking'", [
    id,
    dueAt,
    reason.slice(0, 500),
  ]);
}

/** The webhook's fields are null when it aged out while it waited. */
export interface AnsweredRow extends ClaimedRow {
  inquiryId: string;
  part: string;
  answers: string;
}

/** The oldest answered inquiries with their webhooks, locked until the transaction ends. */
export async function claimAnswered(tx: Transaction, limit: number): Promise<AnsweredRow[]> {
  const { rows } = await tx.query<AnsweredRow>(
    `with locked as (
       select * from inquiry where status = 'answered' order by id limit $1 for update skip locked
     ), sized as (
       select l.*, sum(coalesce(w.bytes, 0)) over (order by l.id) - coalesce(w.bytes, 0) as bytes_before
       from locked l left join inbound_webhook w on w.id = l.inbound_id
     )
     select i.id as "inquiryId", i.part, i.answers, ${ROW_COLUMNS}
     from sized i
     left join inbound_webhook w on w.id = i.inbound_id
     left join inbound_body b on b.id = w.id and b.day = w.day
     left join shop s on s.domain = w.shop_domain
     where i.bytes_before < ${MAX_BYTES}
     order by i.id`,
    [limit],
  );
  return rows;
}

export async function closeInquiries(tx: Transaction, ids: string[]): Promise<void> {
  await tx.query("delete from inquiry where id = any($1)", [ids]);
}

/** Deletes the bodies of mapped webhooks that wait for no other answer. */
export async function forgetAnswered(tx: Transaction, rows: AnsweredRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `delete from inbound_body b using unnest($1::text[], $2::date[]) as f (id, day), inbound_webhook w
     where b.id = f.id and b.day = f.day and w.id = f.id and w.status = 'mapped'
       and not exists (select from inquiry i where i.inbound_id = f.id)`,
    [rows.map(({ id }) => id), rows.map(({ day }) => day)],
  );
}
