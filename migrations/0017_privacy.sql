DROP INDEX `leads_last_activity`;--> statement-breakpoint
DROP INDEX `leads_unassigned`;--> statement-breakpoint
DROP INDEX `leads_looked_after`;--> statement-breakpoint
DROP INDEX `leads_texted`;--> statement-breakpoint
ALTER TABLE `leads` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `leads_last_activity` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL AND erased_at IS NULL;--> statement-breakpoint
CREATE INDEX `leads_unassigned` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL AND erased_at IS NULL AND (owner_id IS NULL AND closed_at IS NULL);--> statement-breakpoint
CREATE INDEX `leads_looked_after` ON `leads` (`last_activity_at`) WHERE merged_into IS NULL AND erased_at IS NULL AND (owner_id IS NOT NULL OR closed_at IS NOT NULL);--> statement-breakpoint
CREATE INDEX `leads_texted` ON `leads` (`last_text_at`) WHERE merged_into IS NULL AND erased_at IS NULL AND last_text_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE `calls` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `calls_from_raw` ON `calls` (`from_raw`) WHERE from_number IS NULL AND from_raw <> '';--> statement-breakpoint
CREATE INDEX `calls_kept` ON `calls` (`arrived_at`) WHERE erased_at IS NULL;--> statement-breakpoint
ALTER TABLE `messages` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `messages_kept` ON `messages` (`created_at`) WHERE erased_at IS NULL;--> statement-breakpoint
ALTER TABLE `outbound_calls` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `outbound_calls_kept` ON `outbound_calls` (`dialed_at`) WHERE erased_at IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_raised` ON `alerts` (`raised_at`);--> statement-breakpoint
CREATE INDEX `consent_reviews_number` ON `consent_reviews` (`number`);--> statement-breakpoint
CREATE INDEX `early_receipts_to` ON `early_receipts` (`recipient`);--> statement-breakpoint
CREATE INDEX `notices_lead` ON `notices` (`lead_id`) WHERE lead_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notices_created` ON `notices` (`created_at`);