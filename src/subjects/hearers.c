/* The table of hearers; see the header. */
#include "subjects/hearers.h"

#include "subjects/asking/asking.h"
#include "subjects/guests/guest_speech.h"
#include "subjects/issues/alarms.h"
#include "subjects/issues/complaints.h"

step_hear *const hearers_all[] = {alarms_hear, guests_hear, asking_hear, complaints_hear, NULL};
