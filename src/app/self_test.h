#pragma once
// Whether this installation can fax at all: converter, engine, store and queue.

#include <string>

#include "base/result.h"

namespace caselli {

// Runs a server of its own with two loopback ports in a folder that goes afterwards, sends a
// page from one to the other in T.38 and compares. What came of it, in a sentence. Takes a
// second or two, at most a minute.
Result<std::string> run_self_test();

}  // namespace caselli
