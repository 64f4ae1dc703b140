/* The planner's time and gap by size, as rows of scripts/bench: for each size some random
 * arrivals of every style; the gap is how far the first level that is not at its bound
 * is above what no plan can beat.   plans [EACH] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "problems.h"

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	static const struct {
		size_t parties, households;
	} sizes[] = {{6, 4}, {12, 8}, {20, 10}, {43, 17}, {60, 40}};
	int each = argc > 1 ? atoi(argv[1]) : 5;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct rng rng;
		double longest = 0, all = 0;
		int proven = 0;
		struct {
			int times;
			int64_t sum;
		} gap[PLAN_LEVELS] = {{0}};

		rng_seed(&rng, "bench", 5);
		for (int k = 0; k < each; k++) {
			struct plan_problem problem = problem_random(
			    &rng, sizes[i].parties, sizes[i].households, (enum problem_style)(k % 5));
			double from = seconds();
			struct plan_result result = plan_parties(&problem, PLAN_NODES);
			double took = seconds() - from;

			all += took;
			longest = took > longest ? took : longest;
			proven += result.proven;
			/* Only the first level above its bound says how far the best may be. */
			for (int l = 0; l < PLAN_LEVELS; l++)
				if (result.vector[l] != result.bound[l]) {
					gap[l].times++;
					gap[l].sum += result.vector[l] - result.bound[l];
					break;
				}
			plan_result_free(&result);
			plan_problem_free(&problem);
		}
		printf("| plan, %zu parties × %zu households | %.0f ms mean, %.0f ms longest; %d of %d proven",
		    sizes[i].parties, sizes[i].households, all * 1000 / each, longest * 1000, proven, each);
		for (int l = 0; l < PLAN_LEVELS; l++)
			if (gap[l].times)
				printf("; %d within %.1f of the bound of level %d", gap[l].times,
				    (double)gap[l].sum / gap[l].times, l);
		printf(" | – |\n");
	}
	return 0;
}
