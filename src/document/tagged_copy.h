#pragma once
// Copies of stored faxes that carry the tags of today: a document is shared by the faxes of a
// broadcast and never changes, so what differs between them is put in when it is given out.

#include <string>

#include "base/result.h"
#include "core/fax_tags.h"

namespace caselli {

// The bytes of a canonical file with `tags` on its first page instead of those it had. The
// pages stay byte for byte where they were: a new first directory follows them.
// damaged_document on files we did not write.
Result<std::string> tagged_copy(std::string canonical, const FaxTags& tags);

}  // namespace caselli
