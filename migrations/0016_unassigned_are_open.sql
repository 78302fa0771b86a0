DROP INDEX `leads_unassigned`;--> statement-breakpoint
DROP INDEX `leads_looked_after`;--> statement-breakpoint
CREATE INDEX `leads_unassigned` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL AND (owner_id IS NULL AND closed_at IS NULL);--> statement-breakpoint
CREATE INDEX `leads_looked_after` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL AND (owner_id IS NOT NULL OR closed_at IS NOT NULL);