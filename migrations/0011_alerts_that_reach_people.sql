CREATE TABLE `notice_channels` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`user_id` integer NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`kinds` text,
	`at_night` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notice_channels_channel" CHECK("notice_channels"."channel" IN ('sms', 'email', 'webhook', 'ntfy')),
	CONSTRAINT "notice_channels_at_night" CHECK("notice_channels"."at_night" IN (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_channels_once` ON `notice_channels` (`user_id`,`channel`,`address`);--> statement-breakpoint
CREATE TABLE `notices` (
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
	CONSTRAINT "notices_channel" CHECK("notices"."channel" IN ('sms', 'email', 'webhook', 'ntfy')),
	CONSTRAINT "notices_kind" CHECK("notices"."kind" IN ('missed-call', 'reply', 'low-balance', 'consent-review', 'auto-reply-loop', 'cap-reached', 'reply-rate', 'response-late', 'gateway-down', 'pbx-down', 'test')),
	CONSTRAINT "notices_state" CHECK("notices"."state" IN ('queued', 'sent', 'failed', 'expired')),
	CONSTRAINT "notices_due" CHECK(("notices"."state" = 'queued') = ("notices"."not_before" IS NOT NULL)),
	CONSTRAINT "notices_is_urgent" CHECK("notices"."is_urgent" IN (0, 1))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_key` ON `notices` (`key`);--> statement-breakpoint
CREATE INDEX `notices_due` ON `notices` (`not_before`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_user` ON `notices` (`user_id`,`channel`,`created_at`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`raised_at` integer NOT NULL,
	`announced_at` integer,
	`resolved_at` integer,
	CONSTRAINT "alerts_kind" CHECK("__new_alerts"."kind" IN ('low-balance', 'consent-review', 'auto-reply-loop', 'cap-reached', 'reply-rate', 'response-late', 'gateway-down', 'pbx-down'))
);
--> statement-breakpoint
INSERT INTO `__new_alerts`("id", "kind", "subject", "detail", "raised_at", "announced_at", "resolved_at") SELECT "id", "kind", "subject", "detail", "raised_at", "announced_at", "resolved_at" FROM `alerts`;--> statement-breakpoint
DROP TABLE `alerts`;--> statement-breakpoint
ALTER TABLE `__new_alerts` RENAME TO `alerts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open` ON `alerts` (`kind`,`subject`) WHERE resolved_at IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_unannounced` ON `alerts` (`id`) WHERE announced_at IS NULL;--> statement-breakpoint
CREATE TABLE `__new_messages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`direction` text NOT NULL,
	`kind` text NOT NULL,
	`lead_id` integer,
	`line_id` integer,
	`call_id` integer,
	`user_id` integer,
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
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "messages_direction" CHECK("__new_messages"."direction" IN ('in', 'out')),
	CONSTRAINT "messages_kind" CHECK("__new_messages"."kind" IN ('text-back', 'reply', 'opt-out-confirmation', 'opt-in-confirmation', 'help', 'alert', 'command')),
	CONSTRAINT "messages_state" CHECK("__new_messages"."state" IN ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'cancelled', 'unknown', 'received')),
	CONSTRAINT "messages_lead" CHECK(("__new_messages"."lead_id" IS NULL) = ("__new_messages"."kind" IN ('alert', 'command'))),
	CONSTRAINT "messages_received" CHECK(("__new_messages"."direction" = 'in') = ("__new_messages"."state" = 'received'))
);
--> statement-breakpoint
INSERT INTO `__new_messages`("id", "direction", "kind", "lead_id", "line_id", "call_id", "user_id", "from_number", "to_number", "body", "state", "detail", "attempts", "unknowns", "created_at", "tried_at", "gateway", "gateway_since", "bound_to", "part_reference", "announced_boot", "not_before", "expires_at", "sent_at", "settled_at") SELECT "id", "direction", "kind", "lead_id", "line_id", "call_id", "user_id", "from_number", "to_number", "body", "state", "detail", "attempts", "unknowns", "created_at", "tried_at", "gateway", "gateway_since", "bound_to", "part_reference", "announced_boot", "not_before", "expires_at", "sent_at", "settled_at" FROM `messages`;--> statement-breakpoint
DROP TABLE `messages`;--> statement-breakpoint
ALTER TABLE `__new_messages` RENAME TO `messages`;--> statement-breakpoint
CREATE UNIQUE INDEX `messages_text_back` ON `messages` (`call_id`) WHERE kind = 'text-back';--> statement-breakpoint
CREATE INDEX `messages_lead` ON `messages` (`lead_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `messages_outbox` ON `messages` (`not_before`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_outbox_recipient` ON `messages` (`to_number`,`id`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_expiry` ON `messages` (`expires_at`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_recipient` ON `messages` (`to_number`,`id`) WHERE direction = 'out';
--> statement-breakpoint
CREATE TRIGGER `message_words_insert` AFTER INSERT ON `messages`
BEGIN INSERT INTO `message_words`(rowid, body) VALUES (new.id, new.body); END;
--> statement-breakpoint
CREATE TRIGGER `message_words_update` AFTER UPDATE OF `body` ON `messages`
BEGIN INSERT INTO `message_words`(`message_words`, rowid, body) VALUES ('delete', old.id, old.body); INSERT INTO `message_words`(rowid, body) VALUES (new.id, new.body); END;
--> statement-breakpoint
CREATE TRIGGER `message_words_delete` AFTER DELETE ON `messages`
BEGIN INSERT INTO `message_words`(`message_words`, rowid, body) VALUES ('delete', old.id, old.body); END;
