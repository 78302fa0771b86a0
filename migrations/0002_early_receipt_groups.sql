ALTER TABLE `early_receipts` ADD `receipt` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `early_receipts_receipt` ON `early_receipts` (`receipt`);