PRAGMA foreign_keys=OFF;--> statement-breakpoint
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
	CONSTRAINT "decisions_reason" CHECK("__new_decisions"."reason" IN ('test-call', 'disabled', 'answered', 'outcome-unknown', 'blocked', 'tagged', 'rang-too-briefly', 'withheld-number', 'own-number', 'not-textable', 'opted-out', 'consent-under-review', 'country-not-allowed', 'too-old', 'in-conversation', 'cool-down', 'resolved', 'cap-reached', 'quiet-hours', 'no-credit')),
	CONSTRAINT "decisions_shape" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."reason" IS NULL)),
	CONSTRAINT "decisions_message" CHECK(("__new_decisions"."verdict" = 'send') = ("__new_decisions"."message_id" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_decisions`("call_id", "verdict", "reason", "message_id", "asked", "decided_at") SELECT "call_id", "verdict", "reason", "message_id", "asked", "decided_at" FROM `decisions`;--> statement-breakpoint
DROP TABLE `decisions`;--> statement-breakpoint
ALTER TABLE `__new_decisions` RENAME TO `decisions`;--> statement-breakpoint
PRAGMA foreign_keys=ON;