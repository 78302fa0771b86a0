CREATE TABLE `gateway_health` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`state` text NOT NULL,
	`why` text NOT NULL,
	`since` integer NOT NULL,
	`last_error` text,
	`last_error_at` integer,
	CONSTRAINT "gateway_health_state" CHECK("gateway_health"."state" IN ('connecting', 'up', 'down'))
);
--> statement-breakpoint
ALTER TABLE `lines` ADD `gateways` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `tried_at` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `gateway` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `gateway_since` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `bound_to` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `part_reference` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_outbox_recipient` ON `messages` (`to_number`,`id`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_expiry` ON `messages` (`expires_at`) WHERE not_before IS NOT NULL;--> statement-breakpoint
CREATE INDEX `messages_recipient` ON `messages` (`to_number`,`id`) WHERE direction = 'out';--> statement-breakpoint
CREATE INDEX `early_receipts_recipient` ON `early_receipts` (`gateway`,`recipient`);