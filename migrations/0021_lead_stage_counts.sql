DROP INDEX `leads_stage`;--> statement-breakpoint
CREATE INDEX `leads_stage` ON `leads` (`stage_id`,`last_activity_at`,`id`,`merged_into`,`erased_at`);