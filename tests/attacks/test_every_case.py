"""The 24 cases of the table of hazards, each with tests that carry it out: against BKN ("server"), against its clients.

A test that takes `way` goes both ways. A test that is renamed or lost makes this table fail.
"""

import inspect
from importlib import import_module

import pytest

# number: (case, tests against BKN, tests against clients or why there can be none)
CASES = {
    1: (
        "doctype",
        "doctype: any_doctype, an_entity_that_canonicalisation_leaves_out",
        "doctype: any_doctype, an_entity_that_canonicalisation_leaves_out; answers: an_answer_with_a_doctype",
    ),
    2: (
        "wrapping",
        "wrapping: a_fake_stands_where_the_signed_part_is_read, no_place_in_the_tree_lets_a_fake_be_read",
        "wrapping: no_place_in_an_answer_lets_a_fake_be_read; answers: a_wrapped_answer",
    ),
    3: (
        "parts left out",
        "unsigned_parts: a_signature_that_leaves_out, a_signature_over_nothing",
        "unsigned_parts: a_signature_that_leaves_out, a_signature_over_nothing; "
        "answers: an_answer_whose_signature_leaves_out",
    ),
    4: (
        "duplicate ids",
        "duplicate_ids: the_id_of_a_signed_part_used_again",
        "duplicate_ids: the_id_of_a_signed_part_used_again, one_id_on_two_elements",
    ),
    5: (
        "signers",
        "signers: somebody_who_is_no_partner, the_partners_name_on_another_certificate, "
        "a_registered_certificate_out_of_its_days, key_info_that_names_another_than_the_token; "
        "authorities: a_revoked_certificate, a_suspended_signer",
        "answers: an_answer_that_somebody_else_has_signed, an_answer_under_a_certificate_out_of_its_days_or_use; "
        "signers: key_info_that_names_another_than_the_token, a_token_that_is_no_certificate",
    ),
    6: (
        "replay",
        "replay: one_after_the_other, after_a_restart, fifty_at_once_at_four_processes_and_after_their_restart",
        "answers: an_answer_to_another_request",
    ),
    7: (
        "replay in another dress",
        "replay: in_another_dress, the_twin_of_an_ecdsa_signature, the_same_message_id_under_a_new_signature",
        "answers: an_answer_that_names_another_request_inside",
    ),
    8: (
        "timestamps",
        "timestamps: refused, malformed, two_timestamps; unsigned_parts: a_security_header_without",
        "timestamps: refused, malformed, two_timestamps; unsigned_parts: a_security_header_without; "
        "answers: an_answer_of_another_time",
    ),
    9: (
        "algorithms",
        "algorithms: a_mac_under_what_everybody_knows; signers: a_registered_rsa_key_that_is_too_short",
        "algorithms: a_signature_algorithm_that_is_not_agreed, a_digest_that_is_not_agreed",
    ),
    10: (
        "transforms",
        "connections: what_a_message_names_is_not_fetched",
        "transforms: a_transform, a_reference_to_something_else_than_an_id, a_key_to_be_fetched, too_many_references",
    ),
    11: (
        "canonicalisation cost",
        "canonicalisation_cost: in_an_unsigned_header, in_the_signed_body",
        "transforms: many_namespaces_times_many_elements, a_long_prefix_list; bombs: a_bomb_in_an_answer",
    ),
    12: (
        "charset",
        "charset: another_charset_in_the_content_type, a_declaration_that_disagrees_or_names_another",
        "inner_text: another_encoding_of_the_whole",
    ),
    13: (
        "href",
        "href: an_href_in_the_signed_body_to_an_unsigned_header, an_href_that_leads_to_itself",
        "none: zeep follows no href in a document/literal answer",
    ),
    14: (
        "inner text",
        "inner_text: a_comment_inside_a_text_changes_nothing, two_signed_infos",
        "inner_text: a_processing_instruction_inside_a_text, a_comment_in_front_of_a_value_hides_nothing, "
        "an_extra_object",
    ),
    15: (
        "flipped bits",
        "flipped_bits: in_every_text_that_is_signed, in_a_digest_the_signature_or_the_token",
        "mutations: what_is_read_is_what_was_signed; answers: every_text_of_an_answer_changed",
    ),
    16: ("honest foreign messages", "honest: it_is_accepted", "honest: it_is_accepted, the_signer_is_named"),
    17: (
        "bombs",
        "bombs: every_bomb_in_signed_and_unsigned_parts, a_body_beyond_the_limit_is_not_even_read",
        "bombs: a_document_type_in_an_answer, a_bomb_in_an_answer, a_bomb_in_an_unsigned_header_of_an_answer; "
        "answers: an_answer_larger_than_any_page; transforms: many_namespaces_times_many_elements",
    ),
    18: (
        "http",
        "wire: a_length_that_is_missing_or_wrong, a_gzip_bomb_that_does_not_say_so, mime_parts, "
        "fifty_slow_senders_are_not_noticed, nothing_is_smuggled_behind_two_lengths; "
        "href: an_xop_include_in_the_signed_body",
        "answers: a_content_type_that_is_no_soap, an_http_status_that_was_changed",
    ),
    19: (
        "shape",
        "shape: no_body, an_empty_body, a_fault_as_request, an_envelope_of_no_soap_version, "
        "a_stray_element_in_the_envelope, an_unknown_mandatory_header; http: another_method, another_content_type",
        "shape: no_body, an_empty_body, a_stray_element_in_the_envelope, an_unknown_mandatory_header, "
        "the_security_header_is_for_somebody_else; answers: bytes_that_are_no_answer",
    ),
    20: (
        "addressing",
        "addressing: http_names_another_operation_than_the_body, wsa_to_another_service, an_answer_wanted_elsewhere",
        "addressing: the_client_refuses_an_answer_that_relates_to_another_request, "
        "the_client_refuses_an_answer_whose_action_is_another, the_client_refuses_an_answer_to_somewhere_else, "
        "the_client_sends_nothing_where_an_answer_wants_it",
    ),
    21: (
        "answers",
        "none: this case is the clients' own",
        "answers: an_unsigned_answer, an_unsigned_fault, an_answer_to_another_request, the_clients_own_request, "
        "a_confirmation_that_is_missing_wrong_or_doubled",
    ),
    22: (
        "encryption",
        "encryption: a_request_that_does_not_decrypt_is_one_of_many",
        "encryption: an_answer_that_does_not_decrypt_is_one_of_many",
    ),
    23: (
        "lax cryptography",
        "replay: the_twin_of_an_ecdsa_signature",
        "algorithms: a_value_that_only_a_lax_verifier_takes",
    ),
    24: (
        "journal",
        "journal: a_column_of_an_entry_edited, an_entry_deleted, two_entries_swapped, the_tail_cut, "
        "an_old_backup_restored; journal_failing: killed, an_insert_that_fails, a_full_disk, "
        "the_clock_jumps_between_two_calls",
        "none: the journal is BKN's",
    ),
}


def named_in(text: str) -> list[tuple[str, str]]:
    """(module, test) of each that is named."""
    groups = (group.split(":") for group in text.split(";"))
    return [(module.strip(), name.strip()) for module, names in groups for name in names.split(",")]


def test_there_are_twenty_four():
    assert list(CASES) == list(range(1, 25))


@pytest.mark.parametrize("side", [1, 2], ids=["server", "clients"])
@pytest.mark.parametrize("number", CASES, ids=lambda number: f"{number:02}-{CASES[number][0].replace(' ', '-')}")
def test_the_case_is_carried_out(number, side):
    text = CASES[number][side]
    if text.startswith("none: "):
        assert not CASES[number][3 - side].startswith("none: "), "but then the other side carries it out"
        return
    for module, name in named_in(text):
        found = getattr(import_module(f"tests.attacks.test_{module}"), f"test_{name}", None)
        assert callable(found), f"{module}: {name}"
        fixtures = set(inspect.signature(found).parameters)
        by_client = {"way", "line", "client", "confirms"} | ({"worlds"} if "answer" in name else set())
        assert side == 1 or fixtures & by_client, f"{module}: {name} asks no client"
