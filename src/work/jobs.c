/* The table of job kinds; see the header. */
#include "work/jobs.h"

#include "work/guests.h"

const struct job_kind *const jobs_all[] = {&job_plan_guests, NULL};
