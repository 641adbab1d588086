// signals.h - the end of a run, asked for by SIGTERM or SIGINT.
#pragma once

#include <chrono>

namespace weft::app {

/// Blocks SIGTERM and SIGINT for this thread and every thread started after it, and ignores SIGPIPE. First thing of a
/// run, so that no other thread is interrupted in the middle of its work.
void hold_signals();
/// True when one of the held signals came within that time.
bool asked_to_end(std::chrono::milliseconds within);

}  // namespace weft::app
