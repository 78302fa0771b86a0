ALTER TABLE `sessions` ADD `passkey_id` integer REFERENCES passkeys(id);--> statement-breakpoint
CREATE INDEX `sessions_passkey` ON `sessions` (`passkey_id`);