#pragma once

namespace bench {

// Prints how many resident bytes one sleeping workflow adds, without anything of the core's.
int measure_instances(int count);

}  // namespace bench
