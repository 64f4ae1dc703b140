/* The subjects that read free sentences of their own; see reading/step.h. */
#ifndef SUBJECTS_HEARERS_H
#define SUBJECTS_HEARERS_H

#include "reading/step.h"

extern step_hear *const hearers_all[];

#endif
