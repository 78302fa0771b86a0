CREATE TABLE `holidays` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`line_id` integer,
	`rule` text NOT NULL,
	`name` text NOT NULL,
	`hours` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "holidays_name" CHECK(length("holidays"."name") BETWEEN 1 AND 80)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `holidays_line_rule` ON `holidays` (`line_id`,`rule`) WHERE line_id IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `holidays_rule` ON `holidays` (`rule`) WHERE line_id IS NULL;--> statement-breakpoint
CREATE INDEX `holidays_line` ON `holidays` (`line_id`);--> statement-breakpoint
CREATE TABLE `hours` (
	`line_id` integer NOT NULL,
	`weekday` text NOT NULL,
	`from_minute` integer NOT NULL,
	`to_minute` integer NOT NULL,
	PRIMARY KEY(`line_id`, `weekday`, `from_minute`),
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "hours_weekday" CHECK("hours"."weekday" IN ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
	CONSTRAINT "hours_from" CHECK("hours"."from_minute" BETWEEN 0 AND 1439),
	CONSTRAINT "hours_to" CHECK("hours"."to_minute" BETWEEN "hours"."from_minute" + 1 AND "hours"."from_minute" + 1440)
);
--> statement-breakpoint
CREATE TABLE `templates` (
	`line_id` integer NOT NULL,
	`variant` text NOT NULL,
	`text` text NOT NULL,
	PRIMARY KEY(`line_id`, `variant`),
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "templates_variant" CHECK("templates"."variant" IN ('holiday', 'after-hours', 'known-customer', 'no-answer', 'busy', 'abandoned', 'unreachable', 'voicemail'))
);
--> statement-breakpoint
ALTER TABLE `lines` ADD `time_zone` text;--> statement-breakpoint
ALTER TABLE `lines` ADD `booking_link` text;