#pragma once
// The newest status of each port and of each job that moved lately. Writers publish,
// readers ask for what changed after the revision they hold. No queue per reader: a slow
// one costs nothing and skips to the newest. One mutex; wake-ups are called outside it.

#include <functional>
#include <memory>
#include <string>

#include "core/changes.h"

namespace caselli {

class StatusBoard {
 public:
  // Revisions begin above `start`. A server gives the clock's milliseconds: so a client
  // that kept a revision over a restart never takes another status for the one it has.
  explicit StatusBoard(std::string boot, Revision start = 0);
  ~StatusBoard();
  StatusBoard(const StatusBoard&) = delete;

  // Gives `status` the next revision and wakes readers. Thread: any.
  Revision publish(PortStatus status);
  // Jobs: `job->revision` is set likewise. Final jobs are forgotten after some thousand
  // others, never-ending ones are kept.
  Revision publish_job(Job job);
  Revision publish_server(ServerSettings settings);

  const std::string& boot() const;
  Revision revision() const;
  Snapshot status(PortId port) const;  // null: no such port
  // All ports, without jobs and settings. One consistent read.
  Changes ports() const;
  // What changed after `after`; 0 asks for everything: all ports, jobs that have not
  // ended, settings. One consistent read.
  Changes changes(Revision after) const;
  // `wake` is called after each publish, on the publisher's thread: it must only set a
  // flag or post.
  [[nodiscard]] std::unique_ptr<Subscription> subscribe(std::function<void()> wake);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace caselli
