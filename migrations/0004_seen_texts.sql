CREATE TABLE `seen_texts` (
	`dedupe_key` text PRIMARY KEY NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `seen_texts_age` ON `seen_texts` (`seen_at`);