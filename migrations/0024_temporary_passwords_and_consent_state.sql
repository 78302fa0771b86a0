ALTER TABLE `passwords` ADD `temporary_until` integer;--> statement-breakpoint
CREATE INDEX `consents_state` ON `consents` (`state`,`id`);