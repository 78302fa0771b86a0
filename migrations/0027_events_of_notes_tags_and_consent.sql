PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`uid` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`endpoint_id` integer,
	`lead_id` integer,
	`call_id` integer,
	`outbound_call_id` integer,
	`message_id` integer,
	`facts` text NOT NULL,
	CONSTRAINT "events_kind" CHECK("__new_events"."kind" IN ('lead.created', 'lead.renamed', 'lead.stage-moved', 'lead.assigned', 'lead.closed', 'lead.reopened', 'lead.merged', 'lead.unmerged', 'lead.erased', 'lead.tagged', 'lead.untagged', 'note.added', 'consent.changed', 'call.arrived', 'call.ended', 'call.voicemail-left', 'outbound-call.ended', 'message.queued', 'message.received', 'message.sent', 'message.delivered', 'message.undelivered', 'message.failed', 'message.expired', 'message.cancelled', 'message.unknown', 'decision.made', 'decision.changed', 'webhook.test'))
);
--> statement-breakpoint
-- Ids go on where they were, though older events are gone: places of webhooks are ids.
INSERT INTO `sqlite_sequence` (`name`, `seq`) SELECT '__new_events', `seq` FROM `sqlite_sequence` WHERE `name` = 'events';--> statement-breakpoint
INSERT INTO `__new_events`("id", "uid", "kind", "at", "endpoint_id", "lead_id", "call_id", "outbound_call_id", "message_id", "facts") SELECT "id", "uid", "kind", "at", "endpoint_id", "lead_id", "call_id", "outbound_call_id", "message_id", "facts" FROM `events`;--> statement-breakpoint
DROP TABLE `events`;--> statement-breakpoint
ALTER TABLE `__new_events` RENAME TO `events`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `events_uid` ON `events` (`uid`);--> statement-breakpoint
CREATE INDEX `events_at` ON `events` (`at`);