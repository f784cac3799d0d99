#pragma once

#include <cstddef>
#include <vector>

#include "headroom/store/column_matrix.h"

namespace headroom::store {

// The matrix (whole hours of one day, at most chunk_slots rows) as a column chunk; empty when nothing in it is known.
[[nodiscard]] std::vector<std::byte> encode_chunk(column_matrix& matrix);

}  // namespace headroom::store
