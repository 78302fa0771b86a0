CREATE TABLE `lead_merge_rows` (
	`merge_id` integer NOT NULL,
	`table_index` integer NOT NULL,
	`row_id` integer NOT NULL,
	PRIMARY KEY(`merge_id`, `table_index`, `row_id`),
	FOREIGN KEY (`merge_id`) REFERENCES `lead_merges`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lead_merge_rows_table" CHECK("lead_merge_rows"."table_index" BETWEEN 0 AND 7)
);
--> statement-breakpoint
CREATE TABLE `lead_merges` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`into_id` integer NOT NULL,
	`from_id` integer NOT NULL,
	`before` text NOT NULL,
	`after` text NOT NULL,
	`tags` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	`undone_at` integer,
	`undone_by` text,
	FOREIGN KEY (`into_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lead_merges_undone" CHECK(("lead_merges"."undone_at" IS NULL) = ("lead_merges"."undone_by" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `lead_merges_into` ON `lead_merges` (`into_id`,`at`);--> statement-breakpoint
CREATE INDEX `lead_merges_from` ON `lead_merges` (`from_id`,`at`);--> statement-breakpoint
CREATE TABLE `assignments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lead_id` integer NOT NULL,
	`user_id` integer,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assignments_reason" CHECK("assignments"."reason" IN ('rule', 'by-hand', 'escalation', 'merge', 'user-removed'))
);
--> statement-breakpoint
CREATE INDEX `assignments_lead` ON `assignments` (`lead_id`,`at`);--> statement-breakpoint
CREATE TABLE `lead_tags` (
	`lead_id` integer NOT NULL,
	`tag` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`lead_id`, `tag`),
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lead_tags_tag" CHECK(length("lead_tags"."tag") BETWEEN 1 AND 40)
);
--> statement-breakpoint
CREATE INDEX `lead_tags_tag` ON `lead_tags` (`tag`,`lead_id`);--> statement-breakpoint
CREATE TABLE `notes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lead_id` integer NOT NULL,
	`body` text NOT NULL,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "notes_body" CHECK(length("notes"."body") BETWEEN 1 AND 4000)
);
--> statement-breakpoint
CREATE INDEX `notes_lead` ON `notes` (`lead_id`,`at`);--> statement-breakpoint
CREATE TABLE `line_owners` (
	`line_id` integer NOT NULL,
	`position` integer NOT NULL,
	`user_id` integer NOT NULL,
	`hours` text,
	PRIMARY KEY(`line_id`, `position`),
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `line_owners_user` ON `line_owners` (`user_id`,`line_id`);--> statement-breakpoint
CREATE TABLE `response_clocks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`lead_id` integer NOT NULL,
	`line_id` integer NOT NULL,
	`call_id` integer NOT NULL,
	`missed_at` integer NOT NULL,
	`target_at` integer,
	`escalates_at` integer,
	`escalations` integer DEFAULT 0 NOT NULL,
	`ended_at` integer,
	`response` text,
	`responded_by` integer,
	FOREIGN KEY (`lead_id`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`line_id`) REFERENCES `lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`call_id`) REFERENCES `calls`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`responded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "response_clocks_response" CHECK("response_clocks"."response" IN ('call', 'text', 'answered', 'stage')),
	CONSTRAINT "response_clocks_ended" CHECK("response_clocks"."ended_at" IS NOT NULL OR "response_clocks"."response" IS NULL),
	CONSTRAINT "response_clocks_over" CHECK("response_clocks"."ended_at" IS NULL OR "response_clocks"."escalates_at" IS NULL),
	CONSTRAINT "response_clocks_by" CHECK("response_clocks"."response" IS NOT NULL OR "response_clocks"."responded_by" IS NULL)
);
--> statement-breakpoint
CREATE INDEX `response_clocks_lead` ON `response_clocks` (`lead_id`,`missed_at`);--> statement-breakpoint
CREATE INDEX `response_clocks_running` ON `response_clocks` (`lead_id`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE INDEX `response_clocks_due` ON `response_clocks` (`escalates_at`) WHERE escalates_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `response_clocks_missed` ON `response_clocks` (`missed_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`phone` text,
	`email` text,
	`language` text,
	`login` text,
	`extension` text,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	CONSTRAINT "users_role" CHECK("users"."role" IN ('owner', 'staff', 'read-only')),
	CONSTRAINT "users_name_length" CHECK(length("users"."name") BETWEEN 1 AND 60)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_name` ON `users` ("name" COLLATE NOCASE) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `users_phone` ON `users` (`phone`) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `users_login` ON `users` (`login`) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `users_extension` ON `users` (`extension`) WHERE removed_at IS NULL;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_alerts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`raised_at` integer NOT NULL,
	`announced_at` integer,
	`resolved_at` integer,
	CONSTRAINT "alerts_kind" CHECK("__new_alerts"."kind" IN ('low-balance', 'consent-review', 'auto-reply-loop', 'cap-reached', 'reply-rate', 'response-late'))
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
	CONSTRAINT "decisions_reason" CHECK("__new_decisions"."reason" IN ('test-call', 'disabled', 'answered', 'blocked', 'tagged', 'rang-too-briefly', 'withheld-number', 'own-number', 'not-textable', 'opted-out', 'consent-under-review', 'country-not-allowed', 'too-old', 'cool-down', 'resolved', 'cap-reached', 'quiet-hours', 'no-credit')),
	CONSTRAINT "decisions_shape" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."reason" IS NULL)),
	CONSTRAINT "decisions_message" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."message_id" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_decisions`("call_id", "verdict", "reason", "message_id", "asked", "decided_at") SELECT "call_id", "verdict", "reason", "message_id", "asked", "decided_at" FROM `decisions`;--> statement-breakpoint
DROP TABLE `decisions`;--> statement-breakpoint
ALTER TABLE `__new_decisions` RENAME TO `decisions`;--> statement-breakpoint
CREATE TABLE `__new_leads` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`number` text NOT NULL,
	`name` text NOT NULL,
	`source` text NOT NULL,
	`stage_id` integer NOT NULL,
	`owner_id` integer,
	`merged_into` integer,
	`closed_at` integer,
	`created_at` integer NOT NULL,
	`last_activity_at` integer NOT NULL,
	FOREIGN KEY (`stage_id`) REFERENCES `stages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merged_into`) REFERENCES `leads`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "leads_source" CHECK("__new_leads"."source" IN ('missed-call', 'text', 'import')),
	CONSTRAINT "leads_merged" CHECK("__new_leads"."merged_into" <> "__new_leads"."id")
);
--> statement-breakpoint
INSERT INTO `__new_leads`("id", "number", "name", "source", "stage_id", "created_at", "last_activity_at") SELECT "id", "number", "name", "source", "stage_id", "created_at", "last_activity_at" FROM `leads`;--> statement-breakpoint
DROP TABLE `leads`;--> statement-breakpoint
ALTER TABLE `__new_leads` RENAME TO `leads`;--> statement-breakpoint
CREATE UNIQUE INDEX `leads_number` ON `leads` (`number`);--> statement-breakpoint
CREATE INDEX `leads_last_activity` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL;--> statement-breakpoint
CREATE INDEX `leads_unassigned` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL AND (owner_id IS NULL AND closed_at IS NULL AND source <> 'import');--> statement-breakpoint
CREATE INDEX `leads_looked_after` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL AND (owner_id IS NOT NULL OR closed_at IS NOT NULL OR source = 'import');--> statement-breakpoint
CREATE INDEX `leads_owner` ON `leads` (`owner_id`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `leads_stage` ON `leads` (`stage_id`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `leads_merged_into` ON `leads` (`merged_into`) WHERE merged_into IS NOT NULL;--> statement-breakpoint
CREATE TABLE `__new_stages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text DEFAULT 'open' NOT NULL,
	`removed_at` integer,
	CONSTRAINT "stages_kind" CHECK("__new_stages"."kind" IN ('open', 'qualified', 'booked', 'lost'))
);
--> statement-breakpoint
INSERT INTO `__new_stages`("id", "position", "name") SELECT "id", "position", "name" FROM `stages`;--> statement-breakpoint
DROP TABLE `stages`;--> statement-breakpoint
ALTER TABLE `__new_stages` RENAME TO `stages`;--> statement-breakpoint
CREATE UNIQUE INDEX `stages_position` ON `stages` (`position`) WHERE removed_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `stages_name` ON `stages` ("name" COLLATE NOCASE) WHERE removed_at IS NULL;--> statement-breakpoint
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
	`mode` text DEFAULT 'control' NOT NULL,
	`hunt_order` text DEFAULT 'fixed' NOT NULL,
	`hunt_turn` integer DEFAULT 0 NOT NULL,
	`caller_id` text DEFAULT 'caller' NOT NULL,
	`caller_id_prefix` text,
	`confirm_seconds` integer DEFAULT 12 NOT NULL,
	`name_recording` text,
	`after_miss` text DEFAULT 'release' NOT NULL,
	`announcement` text,
	`announcement_answers` integer DEFAULT false NOT NULL,
	`voicemail` text,
	`owner_rule` text DEFAULT 'fixed' NOT NULL,
	`owner_turn` integer DEFAULT 0 NOT NULL,
	`response_target_seconds` integer DEFAULT 300 NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	CONSTRAINT "lines_ring_timeout" CHECK("__new_lines"."ring_timeout_seconds" BETWEEN 10 AND 60),
	CONSTRAINT "lines_min_ring" CHECK("__new_lines"."min_ring_seconds" BETWEEN 0 AND 60),
	CONSTRAINT "lines_text_expiry" CHECK("__new_lines"."text_expiry_seconds" BETWEEN 60 AND 86400),
	CONSTRAINT "lines_text_delay" CHECK("__new_lines"."text_delay_seconds" BETWEEN 0 AND 3600),
	CONSTRAINT "lines_cool_down" CHECK("__new_lines"."cool_down_seconds" BETWEEN 0 AND 2592000),
	CONSTRAINT "lines_mode" CHECK("__new_lines"."mode" IN ('control', 'observe')),
	CONSTRAINT "lines_hunt_order" CHECK("__new_lines"."hunt_order" IN ('fixed', 'round-robin', 'longest-idle')),
	CONSTRAINT "lines_caller_id" CHECK("__new_lines"."caller_id" IN ('caller', 'business', 'diversion')),
	CONSTRAINT "lines_confirm" CHECK("__new_lines"."confirm_seconds" BETWEEN 3 AND 30),
	CONSTRAINT "lines_after_miss" CHECK("__new_lines"."after_miss" IN ('release', 'announcement', 'voicemail')),
	CONSTRAINT "lines_voicemail" CHECK("__new_lines"."after_miss" <> 'voicemail' OR "__new_lines"."voicemail" IS NOT NULL),
	CONSTRAINT "lines_owner_rule" CHECK("__new_lines"."owner_rule" IN ('fixed', 'round-robin', 'hours')),
	CONSTRAINT "lines_response_target" CHECK("__new_lines"."response_target_seconds" BETWEEN 0 AND 604800),
	CONSTRAINT "lines_announcement_answers" CHECK("__new_lines"."announcement_answers" IN (0, 1)),
	CONSTRAINT "lines_enabled" CHECK("__new_lines"."enabled" IN (0, 1))
);
--> statement-breakpoint
INSERT INTO `__new_lines`("id", "number", "name", "enabled", "ring_timeout_seconds", "min_ring_seconds", "message", "sender", "time_zone", "booking_link", "gateways", "text_expiry_seconds", "text_delay_seconds", "cool_down_seconds", "countries", "mode", "hunt_order", "hunt_turn", "caller_id", "caller_id_prefix", "confirm_seconds", "name_recording", "after_miss", "announcement", "announcement_answers", "voicemail", "created_at", "removed_at") SELECT "id", "number", "name", "enabled", "ring_timeout_seconds", "min_ring_seconds", "message", "sender", "time_zone", "booking_link", "gateways", "text_expiry_seconds", "text_delay_seconds", "cool_down_seconds", "countries", "mode", "hunt_order", "hunt_turn", "caller_id", "caller_id_prefix", "confirm_seconds", "name_recording", "after_miss", "announcement", "announcement_answers", "voicemail", "created_at", "removed_at" FROM `lines`;--> statement-breakpoint
DROP TABLE `lines`;--> statement-breakpoint
ALTER TABLE `__new_lines` RENAME TO `lines`;--> statement-breakpoint
CREATE UNIQUE INDEX `lines_number` ON `lines` (`number`) WHERE removed_at IS NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `user_id` integer REFERENCES users(id);
--> statement-breakpoint
-- What the stages of the first pipeline stand for, under whatever name they have by now.
UPDATE `stages` SET `kind` = CASE `id` WHEN 8 THEN 'booked' WHEN 9 THEN 'lost' ELSE 'qualified' END WHERE `id` BETWEEN 4 AND 9;
--> statement-breakpoint
-- Search: words of names, texts and notes, and parts of numbers. Kept by triggers on the tables, which a migration
-- that rebuilds one of them has to make again (the indexes themselves survive: rows keep their ids).
CREATE VIRTUAL TABLE `lead_name_words` USING fts5(name, content='leads', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3', detail=none);
--> statement-breakpoint
CREATE VIRTUAL TABLE `lead_number_parts` USING fts5(number, content='leads', content_rowid='id', tokenize='trigram');
--> statement-breakpoint
CREATE VIRTUAL TABLE `message_words` USING fts5(body, content='messages', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3', detail=none);
--> statement-breakpoint
CREATE VIRTUAL TABLE `note_words` USING fts5(body, content='notes', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3', detail=none);
--> statement-breakpoint
CREATE TRIGGER `lead_name_words_insert` AFTER INSERT ON `leads`
BEGIN INSERT INTO `lead_name_words`(rowid, name) VALUES (new.id, new.name); END;
--> statement-breakpoint
CREATE TRIGGER `lead_name_words_update` AFTER UPDATE OF `name` ON `leads`
BEGIN INSERT INTO `lead_name_words`(`lead_name_words`, rowid, name) VALUES ('delete', old.id, old.name); INSERT INTO `lead_name_words`(rowid, name) VALUES (new.id, new.name); END;
--> statement-breakpoint
CREATE TRIGGER `lead_name_words_delete` AFTER DELETE ON `leads`
BEGIN INSERT INTO `lead_name_words`(`lead_name_words`, rowid, name) VALUES ('delete', old.id, old.name); END;
--> statement-breakpoint
CREATE TRIGGER `lead_number_parts_insert` AFTER INSERT ON `leads`
BEGIN INSERT INTO `lead_number_parts`(rowid, number) VALUES (new.id, new.number); END;
--> statement-breakpoint
CREATE TRIGGER `lead_number_parts_update` AFTER UPDATE OF `number` ON `leads`
BEGIN INSERT INTO `lead_number_parts`(`lead_number_parts`, rowid, number) VALUES ('delete', old.id, old.number); INSERT INTO `lead_number_parts`(rowid, number) VALUES (new.id, new.number); END;
--> statement-breakpoint
CREATE TRIGGER `lead_number_parts_delete` AFTER DELETE ON `leads`
BEGIN INSERT INTO `lead_number_parts`(`lead_number_parts`, rowid, number) VALUES ('delete', old.id, old.number); END;
--> statement-breakpoint
CREATE TRIGGER `message_words_insert` AFTER INSERT ON `messages`
BEGIN INSERT INTO `message_words`(rowid, body) VALUES (new.id, new.body); END;
--> statement-breakpoint
CREATE TRIGGER `message_words_update` AFTER UPDATE OF `body` ON `messages`
BEGIN INSERT INTO `message_words`(`message_words`, rowid, body) VALUES ('delete', old.id, old.body); INSERT INTO `message_words`(rowid, body) VALUES (new.id, new.body); END;
--> statement-breakpoint
CREATE TRIGGER `message_words_delete` AFTER DELETE ON `messages`
BEGIN INSERT INTO `message_words`(`message_words`, rowid, body) VALUES ('delete', old.id, old.body); END;
--> statement-breakpoint
CREATE TRIGGER `note_words_insert` AFTER INSERT ON `notes`
BEGIN INSERT INTO `note_words`(rowid, body) VALUES (new.id, new.body); END;
--> statement-breakpoint
CREATE TRIGGER `note_words_update` AFTER UPDATE OF `body` ON `notes`
BEGIN INSERT INTO `note_words`(`note_words`, rowid, body) VALUES ('delete', old.id, old.body); INSERT INTO `note_words`(rowid, body) VALUES (new.id, new.body); END;
--> statement-breakpoint
CREATE TRIGGER `note_words_delete` AFTER DELETE ON `notes`
BEGIN INSERT INTO `note_words`(`note_words`, rowid, body) VALUES ('delete', old.id, old.body); END;
--> statement-breakpoint
INSERT INTO `lead_name_words`(`lead_name_words`) VALUES ('rebuild');
--> statement-breakpoint
INSERT INTO `lead_number_parts`(`lead_number_parts`) VALUES ('rebuild');
--> statement-breakpoint
INSERT INTO `message_words`(`message_words`) VALUES ('rebuild');
