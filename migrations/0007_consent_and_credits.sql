CREATE TABLE `alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`raised_at` integer NOT NULL,
	`announced_at` integer,
	`resolved_at` integer,
	CONSTRAINT "alerts_kind" CHECK("alerts"."kind" IN ('low-balance', 'consent-review', 'auto-reply-loop'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open` ON `alerts` (`kind`,`subject`) WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_unannounced` ON `alerts` (`id`) WHERE announced_at IS NULL;--> statement-breakpoint
CREATE TABLE `consent_reviews` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`message_id` integer NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_at` integer,
	`verdict` text,
	`actor` text,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "consent_reviews_verdict" CHECK("consent_reviews"."verdict" IN ('opted-out', 'dismissed', 'customer-decided')),
	CONSTRAINT "consent_reviews_shape" CHECK(("consent_reviews"."decided_at" IS NULL) = ("consent_reviews"."verdict" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consent_reviews_open` ON `consent_reviews` (`number`) WHERE decided_at IS NULL;--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_credit_entries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`delta` integer NOT NULL,
	`balance_after` integer NOT NULL,
	`key` text NOT NULL,
	`message_id` integer,
	`note` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_entries_kind" CHECK("__new_credit_entries"."kind" IN ('top-up', 'reserve', 'settle', 'release', 'adjust')),
	CONSTRAINT "credit_entries_balance" CHECK("__new_credit_entries"."balance_after" >= 0),
	CONSTRAINT "credit_entries_delta" CHECK(("__new_credit_entries"."kind" IN ('top-up', 'release') AND "__new_credit_entries"."delta" > 0) OR ("__new_credit_entries"."kind" = 'reserve' AND "__new_credit_entries"."delta" < 0) OR ("__new_credit_entries"."kind" = 'settle' AND "__new_credit_entries"."delta" = 0) OR ("__new_credit_entries"."kind" = 'adjust' AND "__new_credit_entries"."delta" <> 0))
);
--> statement-breakpoint
INSERT INTO `__new_credit_entries`("id", "kind", "delta", "balance_after", "key", "message_id", "note", "actor", "at") SELECT "id", "kind", "delta", "balance_after", "key", "message_id", "note", "actor", "at" FROM `credit_entries`;--> statement-breakpoint
DROP TABLE `credit_entries`;--> statement-breakpoint
ALTER TABLE `__new_credit_entries` RENAME TO `credit_entries`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `credit_entries_key` ON `credit_entries` (`key`);--> statement-breakpoint
CREATE INDEX `credit_entries_message` ON `credit_entries` (`message_id`);--> statement-breakpoint
CREATE INDEX `credit_entries_spent` ON `credit_entries` (`at`,`kind`,`delta`);--> statement-breakpoint
CREATE TABLE `__new_decisions` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`message_id` integer,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_verdict" CHECK("__new_decisions"."verdict" IN ('send', 'suppress')),
	CONSTRAINT "decisions_reason" CHECK("__new_decisions"."reason" IN ('disabled', 'answered', 'blocked', 'rang-too-briefly', 'withheld-number', 'own-number', 'not-textable', 'opted-out', 'consent-under-review', 'too-old', 'no-credit')),
	CONSTRAINT "decisions_shape" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."reason" IS NULL)),
	CONSTRAINT "decisions_message" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."message_id" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_decisions`("call_id", "verdict", "reason", "message_id", "decided_at") SELECT "call_id", "verdict", "reason", "message_id", "decided_at" FROM `decisions`;--> statement-breakpoint
DROP TABLE `decisions`;--> statement-breakpoint
ALTER TABLE `__new_decisions` RENAME TO `decisions`;--> statement-breakpoint
CREATE TABLE `__new_consents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`state` text NOT NULL,
	`source` text NOT NULL,
	`wording` text NOT NULL,
	`line_id` integer,
	`message_id` integer,
	`actor` text DEFAULT 'customer' NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "consents_state" CHECK("__new_consents"."state" IN ('opted-out', 'opted-in')),
	CONSTRAINT "consents_source" CHECK("__new_consents"."source" IN ('text', 'staff', 'phone', 'voicemail', 'email', 'in-person'))
);
--> statement-breakpoint
-- By hand: drizzle-kit would read the new columns from the old table.
INSERT INTO `__new_consents`("id", "number", "state", "source", "wording", "actor", "at") SELECT "id", "number", "state", "source", "wording", CASE "source" WHEN 'text' THEN 'customer' ELSE 'staff' END, "at" FROM `consents`;--> statement-breakpoint
DROP TABLE `consents`;--> statement-breakpoint
ALTER TABLE `__new_consents` RENAME TO `consents`;--> statement-breakpoint
CREATE INDEX `consents_number` ON `consents` (`number`,`id`);--> statement-breakpoint
CREATE TABLE `__new_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`lead_id` integer NOT NULL,
	`line_id` integer,
	`call_id` integer,
	`from_number` text NOT NULL,
	`to_number` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`unknowns` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`tried_at` integer,
	`gateway` text,
	`gateway_since` integer,
	`bound_to` text,
	`part_reference` integer DEFAULT 0 NOT NULL,
	`announced_boot` text,
	`not_before` integer,
	`expires_at` integer NOT NULL,
	`sent_at` integer,
	`settled_at` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "messages_direction" CHECK("__new_messages"."direction" IN ('in', 'out')),
	CONSTRAINT "messages_kind" CHECK("__new_messages"."kind" IN ('text-back', 'reply', 'opt-out-confirmation', 'opt-in-confirmation', 'help')),
	CONSTRAINT "messages_state" CHECK("__new_messages"."state" IN ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'cancelled', 'unknown', 'received')),
	CONSTRAINT "messages_received" CHECK(("__new_messages"."direction" = 'in') = ("__new_messages"."state" = 'received'))
);
--> statement-breakpoint
INSERT INTO `__new_messages`("id", "direction", "kind", "lead_id", "line_id", "call_id", "from_number", "to_number", "body", "state", "detail", "attempts", "unknowns", "created_at", "tried_at", "gateway", "gateway_since", "bound_to", "part_reference", "announced_boot", "not_before", "expires_at", "sent_at", "settled_at") SELECT "id", "direction", "kind", "lead_id", "line_id", "call_id", "from_number", "to_number", "body", "state", "detail", "attempts", "unknowns", "created_at", "tried_at", "gateway", "gateway_since", "bound_to", "part_reference", "announced_boot", "not_before", "expires_at", "sent_at", "settled_at" FROM `messages`;--> statement-breakpoint
DROP TABLE `messages`;--> statement-breakpoint
ALTER TABLE `__new_messages` RENAME TO `messages`;--> statement-breakpoint
CREATE UNIQUE INDEX `messages_text_back` ON `messages` (`call_id`) WHERE kind = 'text-back';--> statement-breakpoint
CREATE INDEX `messages_lead` ON `messages` (`lead_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `messages_outbox` ON `messages` (`not_before`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_outbox_recipient` ON `messages` (`to_number`,`id`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_expiry` ON `messages` (`expires_at`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_recipient` ON `messages` (`to_number`,`id`) WHERE direction = 'out';
--> statement-breakpoint
-- By hand: a table's triggers went with it.
CREATE TRIGGER `credit_entries_no_update` BEFORE UPDATE ON `credit_entries`
BEGIN SELECT RAISE(ABORT, 'credit_entries is append only'); END;
--> statement-breakpoint
CREATE TRIGGER `credit_entries_no_delete` BEFORE DELETE ON `credit_entries`
BEGIN SELECT RAISE(ABORT, 'credit_entries is append only'); END;
--> statement-breakpoint
CREATE TRIGGER `consents_no_update` BEFORE UPDATE ON `consents`
BEGIN SELECT RAISE(ABORT, 'consents is append only'); END;
--> statement-breakpoint
CREATE TRIGGER `consents_no_delete` BEFORE DELETE ON `consents`
BEGIN SELECT RAISE(ABORT, 'consents is append only'); END;
