PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`raised_at` integer NOT NULL,
	`announced_at` integer,
	`resolved_at` integer,
	CONSTRAINT "alerts_kind" CHECK("__new_alerts"."kind" IN ('low-balance', 'consent-review', 'auto-reply-loop', 'cap-reached', 'reply-rate', 'response-late', 'gateway-down', 'pbx-down', 'webhook-failing', 'passkey-copied'))
);
--> statement-breakpoint
-- Ids go on where they were: whoever was told of one knows it again by its id.
INSERT INTO `sqlite_sequence` (`name`, `seq`) SELECT '__new_alerts', `seq` FROM `sqlite_sequence` WHERE `name` = 'alerts';--> statement-breakpoint
INSERT INTO `__new_alerts`("id", "kind", "subject", "detail", "raised_at", "announced_at", "resolved_at") SELECT "id", "kind", "subject", "detail", "raised_at", "announced_at", "resolved_at" FROM `alerts`;--> statement-breakpoint
DROP TABLE `alerts`;--> statement-breakpoint
ALTER TABLE `__new_alerts` RENAME TO `alerts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open` ON `alerts` (`kind`,`subject`) WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_raised` ON `alerts` (`raised_at`);--> statement-breakpoint
CREATE INDEX `alerts_unannounced` ON `alerts` (`id`) WHERE announced_at IS NULL;--> statement-breakpoint
CREATE TABLE `__new_notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`user_id` integer NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`kind` text NOT NULL,
	`lead_id` integer,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`is_urgent` integer NOT NULL,
	`state` text NOT NULL,
	`detail` text DEFAULT '' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`message_id` integer,
	`created_at` integer NOT NULL,
	`not_before` integer,
	`expires_at` integer NOT NULL,
	`settled_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`message_id`) REFERENCES `messages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notices_channel" CHECK("__new_notices"."channel" IN ('sms', 'email', 'webhook', 'ntfy', 'push')),
	CONSTRAINT "notices_kind" CHECK("__new_notices"."kind" IN ('missed-call', 'reply', 'low-balance', 'consent-review', 'auto-reply-loop', 'cap-reached', 'reply-rate', 'response-late', 'gateway-down', 'pbx-down', 'webhook-failing', 'passkey-copied', 'test')),
	CONSTRAINT "notices_state" CHECK("__new_notices"."state" IN ('queued', 'sent', 'failed', 'expired')),
	CONSTRAINT "notices_due" CHECK(("__new_notices"."state" = 'queued') = ("__new_notices"."not_before" IS NOT NULL)),
	CONSTRAINT "notices_is_urgent" CHECK("__new_notices"."is_urgent" IN (0, 1))
);
--> statement-breakpoint
INSERT INTO `sqlite_sequence` (`name`, `seq`) SELECT '__new_notices', `seq` FROM `sqlite_sequence` WHERE `name` = 'notices';--> statement-breakpoint
INSERT INTO `__new_notices`("id", "key", "user_id", "channel", "address", "kind", "lead_id", "title", "body", "is_urgent", "state", "detail", "attempts", "message_id", "created_at", "not_before", "expires_at", "settled_at") SELECT "id", "key", "user_id", "channel", "address", "kind", "lead_id", "title", "body", "is_urgent", "state", "detail", "attempts", "message_id", "created_at", "not_before", "expires_at", "settled_at" FROM `notices`;--> statement-breakpoint
DROP TABLE `notices`;--> statement-breakpoint
ALTER TABLE `__new_notices` RENAME TO `notices`;--> statement-breakpoint
CREATE UNIQUE INDEX `notices_key` ON `notices` (`key`);--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`not_before`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_lead` ON `notices` (`lead_id`) WHERE lead_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_created` ON `notices` (`created_at`);--> statement-breakpoint
CREATE INDEX `notices_user` ON `notices` (`user_id`,`channel`,`created_at`);