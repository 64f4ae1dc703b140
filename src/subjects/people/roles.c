/* The words of roles; see the header. */
#include "subjects/people/roles.h"

#include "reading/parse.h"
#include "records/place.h"

#define WORDS_MAX 4

static const struct {
	int place;                    /* kind of place it belongs to, -1: any */
	const char *words[WORDS_MAX]; /* the first is the one said */
} roles[] = {
    [ROLE_villager] = {-1, {"村民"}},
    [ROLE_operator] = {-1, {"经营户"}},
    [ROLE_grid_leader] = {-1, {"网格长", "网格员", "网长"}},
    [ROLE_cadre] = {PLACE_village, {"包村干部", "驻村干部"}},
    [ROLE_first_secretary] = {PLACE_village, {"第一书记"}},
    [ROLE_contact_cadre] = {-1, {"联户干部"}},
    [ROLE_village_secretary] = {PLACE_village, {"村支书", "支书"}},
    [ROLE_village_head] = {PLACE_village, {"村主任"}},
    [ROLE_adviser] = {PLACE_village, {"回村指导员", "指导员"}},
    [ROLE_district_secretary] = {-1, {"管区书记"}},
    [ROLE_district_sponsor] = {-1, {"包管区领导"}},
    [ROLE_team_leader] = {-1, {"工作队长"}},
    [ROLE_studio_chief] = {-1, {"驻点局长"}},
    [ROLE_officer] = {PLACE_department, {"部门人员", "部门联络人"}},
    [ROLE_checker] = {-1, {"督查人"}},
    [ROLE_admin] = {-1, {"管理员"}},
};
#define ROLES (sizeof roles / sizeof *roles)

const char *
roles_word(const struct turn *turn, int role)
{
	const struct field *field = field_find(&kind_role, "role");

	return turn->language == EN ? field->codes[role] : roles[role].words[0];
}

int
roles_at(const struct glyphs *text, size_t at, size_t *used)
{
	const struct field *field = field_find(&kind_role, "role");
	int found = -1;

	*used = 0;
	for (size_t r = 0; r < ROLES; r++) {
		size_t n = parse_word(text, at, field->codes[r]);

		for (int i = 0; i < WORDS_MAX && roles[r].words[i]; i++) {
			size_t word = parse_word(text, at, roles[r].words[i]);

			n = word > n ? word : n;
		}
		if (n > *used) {
			*used = n;
			found = (int)r;
		}
	}
	return found;
}

int
roles_place_kind(int role)
{
	return roles[role].place;
}
