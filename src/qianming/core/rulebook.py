"""The rulebook: which rules an application for a signature or a template is held against, in which order.

A new rule is a function with a docstring beside its relatives, one line here, and words in `qianming.texts`.
"""

from qianming.core import citations as cite
from qianming.core.codes import FindingCode as Code
from qianming.core.findings import Rule, RuleBook, Verdict, weighed
from qianming.core.names import characters, matching, meaning, words
from qianming.core.outline import Part, outline
from qianming.core.papers import authority, industries, limits, materials, sources, trademark
from qianming.core.policy import RulePolicy
from qianming.core.subjects import ApplicationSubject

RULES: RuleBook[ApplicationSubject, RulePolicy] = RuleBook(
    (
        Rule((Code.NAME_LENGTH,), cite.SPECIFICATIONS, characters.name_length, needs=Part.LENGTH),
        Rule((Code.NAME_CHARACTERS,), cite.SPECIFICATIONS, characters.name_characters, needs=Part.UNCOMMON),
        Rule((Code.NAME_BRACKETS,), cite.CREATE_SIGNATURE, characters.name_brackets, needs=Part.UNCOMMON),
        Rule((Code.NAME_TRADITIONAL,), cite.SPECIFICATIONS, characters.name_traditional, needs=Part.UNCOMMON),
        Rule((Code.NAME_DIGITS_ONLY,), cite.SPECIFICATIONS, characters.name_digits_only, needs=Part.UNCOMMON),
        Rule((Code.NAME_LETTERS_ONLY,), cite.REJECTIONS, characters.name_letters_only, needs=Part.UNCOMMON),
        Rule((Code.NAME_NO_CHINESE,), cite.REJECTIONS, characters.name_no_chinese, needs=Part.UNCOMMON),
        Rule((Code.NAME_TEST_WORD,), cite.CREATE_SIGNATURE, words.name_test_word, needs=Part.LISTED_WORD),
        Rule(
            (Code.NAME_INITIALS,),
            cite.REJECTIONS,
            meaning.name_initials,
            needs=Part.UNCOMMON | Part.ENTERPRISE,
        ),
        Rule(
            (Code.NAME_PERSONAL,),
            cite.SPECIFICATIONS,
            meaning.name_personal,
            meaning.persons_untold,
            needs=Part.PERSON_LIKE,
        ),
        Rule((Code.NAME_NEUTRAL,), cite.SPECIFICATIONS, meaning.name_neutral, needs=Part.GENERIC),
        Rule((Code.NAME_RESTRICTED,), cite.SPECIFICATIONS, meaning.name_restricted, needs=Part.LISTED_WORD),
        Rule((Code.NAME_COMBINATION,), cite.SPECIFICATIONS, matching.name_combination, needs=Part.LICENCE),
        Rule(
            (Code.NAME_TAKEN,),
            cite.CREATE_SIGNATURE,
            limits.name_taken,
            limits.taken_untold,
            needs=Part.TAKEN_NAMES,
        ),
        Rule(
            (Code.NAME_LOOKALIKE,),
            cite.OWN_POLICY,
            meaning.name_lookalike,
            meaning.others_untold,
            needs=Part.NAMES_OF_OTHERS,
        ),
        Rule(
            (
                Code.MATCH_NOT_IN_NAME,
                Code.MATCH_SKIPS,
                Code.MATCH_REORDERED,
                Code.MATCH_LOCATION_OMITTED,
                Code.MATCH_LOCATION_SHORTENED,
                Code.MATCH_BRAND_CUT,
                Code.MATCH_TOO_SHORT,
                Code.MATCH_BOUNDARY_UNCERTAIN,
                Code.MATCH_NO_LOCATION,
                Code.MATCH_BRANCH,
                Code.MATCH_BRACKET_WIDTH,
                Code.MATCH_LETTER_CASE,
            ),
            cite.SPECIFICATIONS,
            matching.licence_name_match,
            matching.licence_name_untold,
            needs=Part.LICENCE,
        ),
        Rule(
            (Code.TRADEMARK_MISSING,),
            cite.CREATE_SIGNATURE,
            trademark.trademark_missing,
            needs=Part.TRADEMARK_SOURCE,
        ),
        Rule((Code.TRADEMARK_TEXT,), cite.CREATE_TRADEMARK, trademark.trademark_text, needs=Part.TRADEMARK),
        Rule(
            (Code.TRADEMARK_OWNER,),
            cite.SPECIFICATIONS,
            trademark.trademark_owner,
            trademark.owner_untold,
            needs=Part.TRADEMARK_OWNER | Part.ENTERPRISE,
        ),
        Rule(
            (Code.TRADEMARK_STATUS,),
            cite.SPECIFICATIONS,
            trademark.trademark_status,
            trademark.status_untold,
            needs=Part.TRADEMARK_STATUS,
        ),
        Rule(
            (Code.TRADEMARK_EXPIRED,),
            cite.CREATE_TRADEMARK,
            trademark.trademark_expired,
            trademark.validity_untold,
            needs=Part.TRADEMARK_UNTIL,
        ),
        Rule(
            (Code.TRADEMARK_NOT_UNIQUE,),
            cite.OWN_POLICY,
            trademark.trademark_not_unique,
            needs=Part.TRADEMARK,
        ),
        Rule(
            (Code.TRADEMARK_PREFER_ENTERPRISE,),
            cite.SPECIFICATIONS,
            trademark.trademark_prefer_enterprise,
            needs=Part.TRADEMARK_SOURCE,
        ),
        Rule(
            (Code.SOURCE_UNSUPPORTED,),
            cite.SOURCES_ENDED,
            sources.source_unsupported,
            needs=Part.ENDED_SOURCE,
        ),
        Rule((Code.SOURCE_HIGH_RISK,), cite.SOURCES_ENDED, sources.source_high_risk, needs=Part.ENDED_SOURCE),
        Rule(
            (Code.PURPOSE_ACCOUNT,),
            cite.INDIVIDUALS_ENDED,
            sources.purpose_account,
            sources.account_untold,
            needs=Part.PURPOSE | Part.ACCOUNT_TYPE,
        ),
        Rule(
            (Code.PURPOSE_ENTITY,),
            cite.SPECIFICATIONS,
            sources.purpose_entity,
            sources.entities_untold,
            needs=Part.PURPOSE | Part.ACCOUNT_NAME | Part.ENTERPRISE,
        ),
        Rule((Code.INDUSTRY_INFERRED,), cite.OWN_POLICY, industries.industry_inferred, needs=Part.INDUSTRY),
        Rule(
            (Code.PURPOSE_INDUSTRY,),
            cite.SPECIFICATIONS,
            industries.purpose_industry,
            needs=Part.FOR_OTHERS | Part.INDUSTRY,
        ),
        Rule(
            (Code.INDUSTRY_PAPERS,),
            cite.SPECIFICATIONS,
            industries.industry_papers,
            industries.papers_untold,
            needs=Part.INDUSTRY,
        ),
        Rule(
            (Code.INDUSTRY_LANDLINE,),
            cite.SPECIFICATIONS,
            industries.industry_landline,
            industries.landline_untold,
            needs=Part.GOVERNMENT | Part.MATERIALS,
        ),
        Rule(
            (Code.MATERIAL_MISSING,),
            cite.SPECIFICATIONS,
            materials.material_missing,
            materials.materials_untold,
            needs=Part.MATERIALS,
        ),
        Rule(
            (Code.POWER_MISSING,),
            cite.SPECIFICATIONS,
            authority.power_missing,
            authority.purpose_untold,
            needs=Part.FOR_OTHERS,
        ),
        Rule(
            (Code.POWER_SCOPE,),
            cite.CREATE_POWER_OF_ATTORNEY,
            authority.power_scope,
            authority.scope_untold,
            needs=Part.POWER_SCOPE,
        ),
        Rule(
            (Code.POWER_EXPIRED,),
            cite.CREATE_POWER_OF_ATTORNEY,
            authority.power_expired,
            authority.validity_untold,
            needs=Part.POWER,
        ),
        Rule(
            (Code.POWER_PARTY,),
            cite.CREATE_POWER_OF_ATTORNEY,
            authority.power_party,
            authority.party_untold,
            needs=Part.POWER,
        ),
        Rule(
            (Code.KIND_DISCOURAGED,), cite.ERROR_CODES, limits.kind_discouraged, needs=Part.VERIFICATION_CODE
        ),
        Rule((Code.REMARK_LENGTH,), cite.CREATE_SIGNATURE, limits.remark_length, needs=Part.REMARK),
        Rule(
            (Code.LIMIT_DAILY,),
            cite.SPECIFICATIONS,
            limits.limit_daily,
            limits.count_untold,
            needs=Part.INDIVIDUAL | Part.APPLIED_TODAY,
        ),
    ),
    outline,
)


def check(subject: ApplicationSubject, policy: RulePolicy) -> Verdict:
    """Everything that the rulebook finds in an application, and what it was not told enough to judge."""
    found, not_checked = RULES.judge(subject, policy)
    return Verdict(policy.effective, weighed(found, policy.severities), not_checked)
