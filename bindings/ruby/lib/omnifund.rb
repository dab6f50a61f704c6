# frozen_string_literal: true

require 'omnifund/constants'
require 'omnifund/errors'
require 'omnifund/handle'
require 'omnifund/classes'
