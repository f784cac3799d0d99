#pragma once

namespace headroom::cli {

// The whole program behind main(): reads the command line, runs the command, returns its exit code.
int run_program(int argc, char** argv);

}  // namespace headroom::cli
