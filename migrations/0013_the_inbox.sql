CREATE TABLE `unread_conversations` (
	`reader` text NOT NULL,
	`lead_id` integer NOT NULL,
	`texts` integer NOT NULL,
	`newest_at` integer NOT NULL,
	PRIMARY KEY(`reader`, `lead_id`),
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "unread_conversations_texts" CHECK("unread_conversations"."texts" > 0)
);
--> statement-breakpoint
CREATE INDEX `unread_conversations_reader` ON `unread_conversations` (`reader`,`newest_at`);--> statement-breakpoint
CREATE INDEX `unread_conversations_lead` ON `unread_conversations` (`lead_id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
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
	CONSTRAINT "decisions_reason" CHECK("__new_decisions"."reason" IN ('test-call', 'disabled', 'answered', 'blocked', 'tagged', 'rang-too-briefly', 'withheld-number', 'own-number', 'not-textable', 'opted-out', 'consent-under-review', 'country-not-allowed', 'too-old', 'in-conversation', 'cool-down', 'resolved', 'cap-reached', 'quiet-hours', 'no-credit')),
	CONSTRAINT "decisions_shape" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."reason" IS NULL)),
	CONSTRAINT "decisions_message" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."message_id" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_decisions`("call_id", "verdict", "reason", "message_id", "asked", "decided_at") SELECT "call_id", "verdict", "reason", "message_id", "asked", "decided_at" FROM `decisions`;--> statement-breakpoint
DROP TABLE `decisions`;--> statement-breakpoint
ALTER TABLE `__new_decisions` RENAME TO `decisions`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `leads` ADD `last_text_at` integer;--> statement-breakpoint
ALTER TABLE `leads` ADD `paused_until` integer;--> statement-breakpoint
UPDATE `leads` SET `last_text_at` = (SELECT max(`created_at`) FROM `messages` WHERE `messages`.`lead_id` = `leads`.`id`);--> statement-breakpoint
CREATE INDEX `leads_texted` ON `leads` (`last_text_at`) WHERE merged_into IS NULL AND last_text_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_staff` ON `messages` (`user_id`,`id`) WHERE kind = 'alert' AND user_id IS NOT NULL;