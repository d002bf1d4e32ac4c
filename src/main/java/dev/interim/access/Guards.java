package dev.interim.access;

/// Whom a request passes on its way in, and what it hears when it does not.
///
/// @param door where those who are known come in
/// @param keys lets those in who have a key
/// @param tickets lets those in who have a ticket
/// @param quotas stops those who have used up what they may
record Guards(
        Door door, Refusals refusals, KeyFilter keys, TicketFilter tickets, QuotaFilter quotas) {}
