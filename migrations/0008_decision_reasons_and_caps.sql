CREATE TABLE `counted_texts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`prefix` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `counted_texts_number` ON `counted_texts` (`number`,`at`);--> statement-breakpoint
CREATE INDEX `counted_texts_prefix` ON `counted_texts` (`prefix`,`at`);--> statement-breakpoint
CREATE INDEX `counted_texts_at` ON `counted_texts` (`at`);--> statement-breakpoint
CREATE TABLE `held_texts` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`cap` text NOT NULL,
	`from_number` text NOT NULL,
	`to_number` text NOT NULL,
	`body` text NOT NULL,
	`held_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "held_texts_cap" CHECK("held_texts"."cap" IN ('per-number', 'per-prefix', 'per-minute', 'per-day'))
);
--> statement-breakpoint
CREATE INDEX `held_texts_number` ON `held_texts` (`to_number`);--> statement-breakpoint
CREATE INDEX `held_texts_expiry` ON `held_texts` (`expires_at`);--> statement-breakpoint
CREATE TABLE `refused_numbers` (
	`number` text PRIMARY KEY NOT NULL,
	`why` text NOT NULL,
	`refused_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `refused_numbers_at` ON `refused_numbers` (`refused_at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`raised_at` integer NOT NULL,
	`announced_at` integer,
	`resolved_at` integer,
	CONSTRAINT "alerts_kind" CHECK("__new_alerts"."kind" IN ('low-balance', 'consent-review', 'auto-reply-loop', 'cap-reached', 'reply-rate'))
);
--> statement-breakpoint
INSERT INTO `__new_alerts`("id", "kind", "subject", "detail", "raised_at", "announced_at", "resolved_at") SELECT "id", "kind", "subject", "detail", "raised_at", "announced_at", "resolved_at" FROM `alerts`;--> statement-breakpoint
DROP TABLE `alerts`;--> statement-breakpoint
ALTER TABLE `__new_alerts` RENAME TO `alerts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open` ON `alerts` (`kind`,`subject`) WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_unannounced` ON `alerts` (`id`) WHERE announced_at IS NULL;--> statement-breakpoint
CREATE TABLE `__new_decisions` (
	`call_id` integer PRIMARY KEY NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`message_id` integer,
	`asked` text,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "decisions_verdict" CHECK("__new_decisions"."verdict" IN ('send', 'suppress')),
	CONSTRAINT "decisions_reason" CHECK("__new_decisions"."reason" IN ('disabled', 'answered', 'blocked', 'rang-too-briefly', 'withheld-number', 'own-number', 'not-textable', 'opted-out', 'consent-under-review', 'country-not-allowed', 'too-old', 'cool-down', 'resolved', 'cap-reached', 'quiet-hours', 'no-credit')),
	CONSTRAINT "decisions_shape" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."reason" IS NULL)),
	CONSTRAINT "decisions_message" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."message_id" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_decisions`("call_id", "verdict", "reason", "message_id", "decided_at") SELECT "call_id", "verdict", "reason", "message_id", "decided_at" FROM `decisions`;--> statement-breakpoint
DROP TABLE `decisions`;--> statement-breakpoint
ALTER TABLE `__new_decisions` RENAME TO `decisions`;--> statement-breakpoint
CREATE TABLE `__new_lines` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`ring_timeout_seconds` integer DEFAULT 25 NOT NULL,
	`min_ring_seconds` integer DEFAULT 3 NOT NULL,
	`message` text,
	`sender` text,
	`time_zone` text,
	`booking_link` text,
	`gateways` text,
	`text_expiry_seconds` integer DEFAULT 900 NOT NULL,
	`text_delay_seconds` integer DEFAULT 0 NOT NULL,
	`cool_down_seconds` integer DEFAULT 14400 NOT NULL,
	`countries` text,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	CONSTRAINT "lines_ring_timeout" CHECK("__new_lines"."ring_timeout_seconds" BETWEEN 10 AND 60),
	CONSTRAINT "lines_min_ring" CHECK("__new_lines"."min_ring_seconds" BETWEEN 0 AND 60),
	CONSTRAINT "lines_text_expiry" CHECK("__new_lines"."text_expiry_seconds" BETWEEN 60 AND 86400),
	CONSTRAINT "lines_text_delay" CHECK("__new_lines"."text_delay_seconds" BETWEEN 0 AND 3600),
	CONSTRAINT "lines_cool_down" CHECK("__new_lines"."cool_down_seconds" BETWEEN 0 AND 2592000),
	CONSTRAINT "lines_enabled" CHECK("__new_lines"."enabled" IN (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_lines`("id", "number", "name", "enabled", "ring_timeout_seconds", "min_ring_seconds", "message", "sender", "time_zone", "booking_link", "gateways", "text_expiry_seconds", "created_at", "removed_at") SELECT "id", "number", "name", "enabled", "ring_timeout_seconds", "min_ring_seconds", "message", "sender", "time_zone", "booking_link", "gateways", "text_expiry_seconds", "created_at", "removed_at" FROM `lines`;--> statement-breakpoint
DROP TABLE `lines`;--> statement-breakpoint
ALTER TABLE `__new_lines` RENAME TO `lines`;--> statement-breakpoint
CREATE UNIQUE INDEX `lines_number` ON `lines` (`number`) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE INDEX `calls_from_arrived` ON `calls` (`from_number`,`arrived_at`);