#pragma once

#include "src/domain/case.hpp"
#include "src/wire/archive.hpp"

/// The members of an account and of the reference data. Internal to src/wire.
namespace ow::wire {

/// Account (docs/api.md, "Session").
template <class Archive, class Value>
void account_members(Archive& archive, Value& value) {
    archive.text("id", value.id);
    archive.code("role", value.role);
    archive.optional_text("name", value.name);
    archive.optional_text("phone_masked", value.phone_masked);
    archive.boolean("verified", value.verified);
    archive.optional_text("staff_no", value.staff_no);
    archive.optional_text("department_id", value.department_id);
    archive.optional_text("department_name", value.department_name);
    archive.optional_text("grid_id", value.grid_id);
    archive.texts("actions", value.actions);
}

/// GET /reference.
template <class Archive, class Value>
void reference_members(Archive& archive, Value& value) {
    archive.object("street", [&](auto& inner) {
        inner.text("name", value.street.name);
        inner.text("division", value.street.division);
        inner.optional_text("center_name", value.street.center_name);
        inner.optional_text("phone", value.street.phone);
    });
    archive.list("grids", value.grids, [](auto& inner, auto& grid) {
        inner.text("id", grid.id);
        inner.text("name", grid.name);
        inner.optional_text("community", grid.community);
        inner.number("lon", grid.centre.lon);
        inner.number("lat", grid.centre.lat);
    });
    archive.list("departments", value.departments, [](auto& inner, auto& department) {
        inner.text("id", department.id);
        inner.text("name", department.name);
        inner.optional_text("phone", department.phone);
    });
    archive.list("phones", value.phones, [](auto& inner, auto& phone) {
        inner.text("name", phone.name);
        inner.text("number", phone.number);
        inner.optional_text("hours", phone.hours);
    });
}

}  // namespace ow::wire
