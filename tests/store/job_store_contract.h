#pragma once
// The contract of JobStore (store/job_store.h) as tests. A store's test file makes a
// StoreKind and instantiates JobStoreContract with it.

#include "contract_claims.h"
#include "contract_lines.h"
#include "contract_lists.h"
#include "contract_methods.h"
#include "contract_records.h"
