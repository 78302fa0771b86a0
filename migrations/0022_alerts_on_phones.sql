CREATE TABLE `push_devices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`session_id` integer,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`user_agent` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "push_devices_endpoint" CHECK("push_devices"."endpoint" LIKE 'https://%' AND length("push_devices"."endpoint") <= 1024),
	CONSTRAINT "push_devices_user_agent_length" CHECK(length("push_devices"."user_agent") <= 200)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_devices_endpoint` ON `push_devices` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_devices_user` ON `push_devices` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `push_devices_session` ON `push_devices` (`session_id`);--> statement-breakpoint
CREATE TABLE `push_keys` (
	`id` integer PRIMARY KEY NOT NULL,
	`public_key` text NOT NULL,
	`private_key` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "push_keys_one" CHECK("push_keys"."id" = 1)
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_notice_channels` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`kinds` text,
	`at_night` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notice_channels_channel" CHECK("__new_notice_channels"."channel" IN ('sms', 'email', 'webhook', 'ntfy', 'push')),
	CONSTRAINT "notice_channels_at_night" CHECK("__new_notice_channels"."at_night" IN (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_notice_channels`("id", "user_id", "channel", "address", "kinds", "at_night", "created_at") SELECT "id", "user_id", "channel", "address", "kinds", "at_night", "created_at" FROM `notice_channels`;--> statement-breakpoint
DROP TABLE `notice_channels`;--> statement-breakpoint
ALTER TABLE `__new_notice_channels` RENAME TO `notice_channels`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `notice_channels_once` ON `notice_channels` (`user_id`,`channel`,`address`);--> statement-breakpoint
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
	CONSTRAINT "notices_kind" CHECK("__new_notices"."kind" IN ('missed-call', 'reply', 'low-balance', 'consent-review', 'auto-reply-loop', 'cap-reached', 'reply-rate', 'response-late', 'gateway-down', 'pbx-down', 'test')),
	CONSTRAINT "notices_state" CHECK("__new_notices"."state" IN ('queued', 'sent', 'failed', 'expired')),
	CONSTRAINT "notices_due" CHECK(("__new_notices"."state" = 'queued') = ("__new_notices"."not_before" IS NOT NULL)),
	CONSTRAINT "notices_is_urgent" CHECK("__new_notices"."is_urgent" IN (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_notices`("id", "key", "user_id", "channel", "address", "kind", "lead_id", "title", "body", "is_urgent", "state", "detail", "attempts", "message_id", "created_at", "not_before", "expires_at", "settled_at") SELECT "id", "key", "user_id", "channel", "address", "kind", "lead_id", "title", "body", "is_urgent", "state", "detail", "attempts", "message_id", "created_at", "not_before", "expires_at", "settled_at" FROM `notices`;--> statement-breakpoint
DROP TABLE `notices`;--> statement-breakpoint
ALTER TABLE `__new_notices` RENAME TO `notices`;--> statement-breakpoint
CREATE UNIQUE INDEX `notices_key` ON `notices` (`key`);--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`not_before`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_lead` ON `notices` (`lead_id`) WHERE lead_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_created` ON `notices` (`created_at`);--> statement-breakpoint
CREATE INDEX `notices_user` ON `notices` (`user_id`,`channel`,`created_at`);