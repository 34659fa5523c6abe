#pragma once
// SIPp's XML from scripts of one line a message, so that a scenario can be read at a glance:
//
//   > INVITE sdp=audio + Supported: timer     a request, further header lines after `+`
//   < 200 ~ m=audio !~ m=image                a response that must (not) match regular expressions
//   < INVITE as=theirs                        a request, known by a name from here on
//   > 491 to=theirs                           a response to it (without `to`: to the last one)
//   > ACK                                     of a 2xx; `> ACK refused` of another final response
//   < INVITE verify                           its digest must be right, for `acc` and `s3cret`
//   pause 300                                 milliseconds
//
// CSeq counts by itself (`cseq=1` chooses one); `tag=B` chooses the dialog of a fork. `< 200 of=2` wants the
// response to the request with that CSeq.

#include <string>

namespace caselli::test {

// `calls`: SIPp makes the call; otherwise it is called. Descriptions name [fax_port] and
// [other_port], keys of SIPp's command line.
std::string sipp_scenario(bool calls, const std::string& script);

}  // namespace caselli::test
