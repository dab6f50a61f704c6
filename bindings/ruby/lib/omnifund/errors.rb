# frozen_string_literal: true

require 'omnifund/constants'

module Omnifund
  # What failed; each advice has a class of its own. The message says what was tried, what came back and what to do; no
  # secret stands in it.
  class Error < StandardError
    # One of Code: its number never changes.
    attr_reader :code
    # One of Advice: what to do; the class says the same.
    attr_reader :advice
    # One of Outcome: whether the request can have been carried out.
    attr_reader :outcome
    # Of the answer; nil where there was none.
    attr_reader :http_status
    # As the server wrote it, such as "invalid_grant"; nil where it did not.
    attr_reader :oauth_error
    # The server's own words; nil where there are none.
    attr_reader :oauth_error_description
    # How many seconds to wait before another try; nil where waiting does not help.
    attr_reader :retry_after

    # With a message alone, for a stand-in to raise.
    def initialize(message = nil, code: self.class::CODE, advice: self.class::ADVICE, outcome: Outcome::NOT_SENT,
                   http_status: nil, oauth_error: nil, oauth_error_description: nil, retry_after: nil)
      super(message)
      @code = code
      @advice = advice
      @outcome = outcome
      @http_status = http_status
      @oauth_error = oauth_error
      @oauth_error_description = oauth_error_description
      @retry_after = retry_after
    end

    CODE = Code::INTERNAL
    ADVICE = Advice::NONE
  end

  # Wait as many seconds as retry_after says, and try again.
  class TryLater < Error
    CODE = Code::BACKING_OFF
    ADVICE = Advice::WAIT
  end

  # Ask a human for the password, and hand it to the session's sign_in, once.
  class SignInRequired < Error
    CODE = Code::SIGN_IN_REQUIRED
    ADVICE = Advice::SIGN_IN
  end

  # Whoever installed it has to correct the configuration.
  class ConfigurationError < Error
    CODE = Code::INVALID_CONFIGURATION
    ADVICE = Advice::FIX_CONFIGURATION
  end

  # Whoever runs the machine has to mend the store.
  class StoreError < Error
    CODE = Code::STORE_FAILED
    ADVICE = Advice::FIX_STORAGE
  end

  # The server refused, and would again.
  class Refused < Error
    CODE = Code::ACCESS_DENIED
    ADVICE = Advice::REFUSED
  end

  # The program, or the library, is wrong.
  class Bug < Error
    CODE = Code::INVALID_ARGUMENT
    ADVICE = Advice::BUG
  end

  class Error
    BY_ADVICE = [TryLater, SignInRequired, ConfigurationError, StoreError, Refused, Bug]
                .to_h { |one| [one::ADVICE, one] }.freeze
    private_constant :BY_ADVICE

    # The class for an advice.
    def self.class_of(advice)
      BY_ADVICE.fetch(advice, Error)
    end
  end
end
