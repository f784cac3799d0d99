#pragma once

#include <concepts>
#include <exception>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "headroom/temporal/workflow/handler_adapter.h"
#include "headroom/temporal/workflow/member_names.h"
#include "headroom/temporal/workflow/workflow_definition.h"

namespace temporal::workflow {

template <class X>
class definition;

// A workflow is a class with a coroutine `wf::task<Out> run(In...)` and `static void define(wf::definition<X>&)`, which
// names it and its handlers. It is made by its default constructor, or, with a member `using takes_input = void;`, from
// the input itself, so that it can set handlers before the first signal is delivered.
template <class X>
concept workflow_class = std::is_class_v<X> && requires(definition<X>& d) {
  &X::run;
  X::define(d);
};

namespace detail {

template <class X>
using run_traits = temporal::detail::callable_traits<decltype(&X::run)>;

template <class X>
concept takes_input = requires { typename X::takes_input; };

template <class X>
std::shared_ptr<void> create_object(const payload_list& input) {
  if constexpr (takes_input<X>) {
    return std::apply([](auto&&... a) -> std::shared_ptr<void> { return std::make_shared<X>(std::move(a)...); },
                      from_payloads<typename run_traits<X>::arguments>(input));
  } else {
    static_assert(
        std::default_initializable<X>,
        "a workflow class needs a default constructor, or `using takes_input = void;` and one from its input");
    return std::make_shared<X>();
  }
}

template <class X>
task<payload> run_object(void* object, const payload_list& input) {
  using call = member_call<rebound_member<decltype(&X::run), X>>;
  return result_to_payload(call_with(call{&X::run}, object, from_payloads<arguments_of<call>>(input)));
}

}  // namespace detail

// What a workflow class says of itself, in its define(): d.name("MoveMoney").signal("approve", &MoveMoney::approve)...
template <class X>
class definition {
 public:
  definition() {
    static_assert(detail::is_task<typename detail::run_traits<X>::result>,
                  "a workflow's run() is a coroutine: wf::task<Out> run(In...)");
    erased_->create = &detail::create_object<X>;
    erased_->run = &detail::run_object<X>;
  }

  definition& name(std::string type) {
    erased_->name = std::move(type);
    return *this;
  }
  // Serves every workflow type that has no definition of its own; run() takes temporal::raw_args.
  definition& dynamic() { return name({}); }
  definition& behavior(versioning v) {
    erased_->behavior = v;
    return *this;
  }

  // A signal: void or task<>. An update: anything writable or a task of it, with an optional validator (const, void). A
  // query: const and plain. Names that begin with __temporal_ or __stack are reserved.
  template <class Member>
  definition& signal(std::string name, Member member, std::string description = {}) {
    check<Member>();
    names_.add(member, name);
    put(erased_->handlers.signals,
        detail::make_signal_handler<detail::naming::fixed>(std::move(name), std::move(description), call(member)));
    return *this;
  }
  template <class Member>
  definition& query(std::string name, Member member, std::string description = {}) {
    check<Member>();
    static_assert(detail::member_call<Member>::traits::is_const,
                  "a query handler is a const member: it changes nothing");
    names_.add(member, name);
    put(erased_->handlers.queries,
        detail::make_query_handler<detail::naming::fixed>(std::move(name), std::move(description), call(member)));
    return *this;
  }
  template <class Member>
  definition& update(std::string name, Member member, std::string description = {}) {
    check<Member>();
    names_.add(member, name);
    put(erased_->handlers.updates,
        detail::make_update_handler<detail::naming::fixed>(std::move(name), std::move(description), call(member)));
    return *this;
  }
  template <class Member, class Validator>
    requires std::is_member_function_pointer_v<Validator>
  definition& update(std::string name, Member member, Validator validator, std::string description = {}) {
    check<Member>();
    static_assert(detail::member_call<Validator>::traits::is_const,
                  "an update's validator is a const member: it changes nothing");
    names_.add(member, name);
    put(erased_->handlers.updates, detail::make_update_handler<detail::naming::fixed>(
                                       std::move(name), std::move(description), call(member), call(validator)));
    return *this;
  }

  // For names that have no handler of their own: (std::string name, temporal::raw_args arguments).
  template <class Member>
  definition& dynamic_signal(Member member, std::string description = {}) {
    check<Member>();
    put(erased_->handlers.signals,
        detail::make_signal_handler<detail::naming::dynamic>({}, std::move(description), call(member)));
    return *this;
  }
  template <class Member>
  definition& dynamic_query(Member member, std::string description = {}) {
    check<Member>();
    put(erased_->handlers.queries,
        detail::make_query_handler<detail::naming::dynamic>({}, std::move(description), call(member)));
    return *this;
  }
  template <class Member>
  definition& dynamic_update(Member member, std::string description = {}) {
    check<Member>();
    put(erased_->handlers.updates,
        detail::make_update_handler<detail::naming::dynamic>({}, std::move(description), call(member)));
    return *this;
  }

  // An exception type that fails the workflow when it leaves run(), instead of only the task.
  template <class E>
  definition& fails_on() {
    erased_->fails_workflow = [before = std::move(erased_->fails_workflow)](const std::exception_ptr& e) {
      try {
        std::rethrow_exception(e);
      } catch (const E&) {
        return true;
      } catch (...) {
        return before && before(e);
      }
    };
    return *this;
  }

  [[nodiscard]] std::shared_ptr<const detail::workflow_definition> erased() const { return erased_; }
  [[nodiscard]] const detail::member_names& names() const { return names_; }

 private:
  template <class Member>
  static consteval void check() {
    static_assert(std::is_member_function_pointer_v<Member>, "a handler is a member function of the workflow class");
    static_assert(std::is_base_of_v<typename temporal::detail::callable_traits<Member>::owner, X>,
                  "a handler is a member function of this workflow class");
  }
  template <class Member>
  static auto call(Member member) {
    // Through X, so that the object pointer is right when the member comes from a base class.
    using own = detail::rebound_member<Member, X>;
    return detail::member_call<own>{static_cast<own>(member)};
  }
  template <class Handlers, class Handler>
  static void put(Handlers& handlers, Handler handler) {
    const auto key = handler.name;
    handlers.insert_or_assign(key, std::move(handler));
  }

  std::shared_ptr<detail::workflow_definition> erased_ = std::make_shared<detail::workflow_definition>();
  detail::member_names names_;
};

// The definition of a workflow class, made once.
template <workflow_class X>
[[nodiscard]] const definition<X>& definition_of() {
  static const definition<X> made = [] {
    definition<X> d;
    X::define(d);
    return d;
  }();
  return made;
}

// For typed stubs, in clients and for children: what run() takes and gives, and the names of type and members.
template <class X>
using input_of = typename detail::run_traits<X>::arguments;
template <class X>
using output_of = detail::task_result_t<typename detail::run_traits<X>::result>;

template <workflow_class X>
[[nodiscard]] const std::string& type_name_of() {
  return definition_of<X>().erased()->name;
}
template <class Member>
  requires std::is_member_function_pointer_v<Member>
[[nodiscard]] const std::string& member_name_of(Member member) {
  return definition_of<typename temporal::detail::callable_traits<Member>::owner>().names().find(member);
}

}  // namespace temporal::workflow
