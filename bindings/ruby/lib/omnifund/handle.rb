# frozen_string_literal: true

require 'omnifund/errors'
require 'omnifund/raw'

module Omnifund
  # Something of the library's, to be closed once it is not used any more; in any order, and by any thread: calls that
  # are under way end first. What was forgotten is ended with the garbage.
  class Handle
    class << self
      # What the library gave as an object; nil where it gave nothing.
      def own(pointer)
        allocate.tap { |made| made.send(:keep_pointer, pointer) } unless pointer.null?
      end

      private

      def ends_with(function)
        define_method(:ender) { Raw.method(function) }
        private :ender
      end
    end

    # For functions of Raw; it stays this object's to end, and may not be used behind its end.
    attr_reader :pointer

    # Ends it; a second time does nothing.
    def close
      end_if { @closed = true }
    end

    # Gives itself to the block, and is closed behind it.
    def use
      yield self
    ensure
      close
    end

    # Shows nothing that is in it.
    def inspect
      "#<#{self.class}>"
    end

    # For a call: nobody ends it meanwhile.
    def begin_call
      @lock.synchronize do
        raise Bug, 'What the call is given was closed; nothing was done. Correct the call.' if @closed

        @calls += 1
      end
      @pointer
    end

    def end_call
      end_if { @calls -= 1 }
    end

    private

    def keep_pointer(pointer)
      @pointer = FFI::AutoPointer.new(pointer, ender)
      @lock = Mutex.new
      @calls = 0
      @closed = @ended = false
    end

    def end_if
      is_last = @lock.synchronize do
        yield
        @closed && @calls.zero? && !@ended && (@ended = true)
      end
      @pointer.free if is_last
    end
  end
end
