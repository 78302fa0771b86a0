-- The ledger and the consent record are evidence: entries are added, never changed.
CREATE TRIGGER `credit_entries_no_update` BEFORE UPDATE ON `credit_entries`
BEGIN SELECT RAISE(ABORT, 'credit_entries is append only'); END;
--> statement-breakpoint
CREATE TRIGGER `credit_entries_no_delete` BEFORE DELETE ON `credit_entries`
BEGIN SELECT RAISE(ABORT, 'credit_entries is append only'); END;
--> statement-breakpoint
CREATE TRIGGER `consents_no_update` BEFORE UPDATE ON `consents`
BEGIN SELECT RAISE(ABORT, 'consents is append only'); END;
--> statement-breakpoint
CREATE TRIGGER `consents_no_delete` BEFORE DELETE ON `consents`
BEGIN SELECT RAISE(ABORT, 'consents is append only'); END;
--> statement-breakpoint
INSERT INTO `stages` (`position`, `name`) VALUES
  (1, 'New Lead'), (2, 'Contacted'), (3, 'Information Needed'), (4, 'Estimate Scheduled'),
  (5, 'Proposal Sent'), (6, 'Follow-Up'), (7, 'Ready to Book'), (8, 'Booked'), (9, 'Lost');
