/* The table of job kinds; see the header. */
#include "subjects/jobs.h"

#include "subjects/guests/guests.h"

const struct job_kind *const jobs_all[] = {&job_plan_guests, NULL};
